package fr.preau.exchange;

import fr.preau.board.Board;
import java.util.Map;

/** Reads a file in one format into operations on a board. */
public interface Importer {

  /**
   * What would have to be done for the board to hold what the file says. Nothing is ever deleted.
   *
   * @param parts the bytes of each part of the file by name; which names there are depends on the format
   * @param board what is there now; not changed
   * @return operations that are accepted in this order, or none of them and at least one problem: all or nothing
   */
  Import read(Map<String, byte[]> parts, Board board, Options options);
}
