package fr.preau.exchange;

import fr.preau.board.Op;
import java.util.List;
import java.util.Map;

/**
 * What a file means for a board.
 *
 * @param ops       what is to be done, in this order; empty where there are problems
 * @param created   records that the board did not have
 * @param updated   records that change or come back out of the bin
 * @param unchanged records that are as the file says
 * @param problems  why the file cannot be taken; at most {@value #MOST_PROBLEMS}, in the order of the file
 * @param kinds     each nature that somebody else's file names, as written, and the kind of card it became: {@code attente}, {@code acteur:etat}
 * @param links     each name of a link, as written, and the kind of link it became: {@code coopere}, {@code influence:-}, {@code detient:inverse}
 */
public record Import(List<Op> ops, int created, int updated, int unchanged, List<Problem> problems,
                     Map<String, String> kinds, Map<String, String> links) {

  /** How many problems are told at most; somebody who has fixed these sees the next. */
  public static final int MOST_PROBLEMS = 50;

  public Import {
    ops = List.copyOf(ops);
    problems = List.copyOf(problems);
  }
}
