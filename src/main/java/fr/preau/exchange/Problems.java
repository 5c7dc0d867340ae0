package fr.preau.exchange;

import java.util.ArrayList;
import java.util.List;

/** Problems as they are found, no more than anybody would read. One thread. */
final class Problems {

  private final List<Problem> list = new ArrayList<>();

  void add(Problem problem) {
    if (!full()) list.add(problem);
  }

  void add(String part, long line, String code, Object... details) {
    add(Problem.of(part, line, code, details));
  }

  boolean full() {
    return list.size() >= Import.MOST_PROBLEMS;
  }

  boolean none() {
    return list.isEmpty();
  }

  List<Problem> list() {
    return list;
  }
}
