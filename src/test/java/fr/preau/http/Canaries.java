package fr.preau.http;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Words that only some may ever get, and who they are. */
final class Canaries {

  private final Map<String, Set<String>> known = new LinkedHashMap<>();

  /** From now on these people, and nobody else, may have been told a word. */
  String toldTo(String word, String... people) {
    known.computeIfAbsent(word, unknown -> new HashSet<>()).addAll(List.of(people));
    return word;
  }

  /** The words in what somebody was sent that were not for them. */
  List<String> leaks(String person, String sent) {
    var leaks = new ArrayList<String>();
    known.forEach((word, people) -> {
      int at = people.contains(person) ? -1 : sent.indexOf(word);
      if (at >= 0) leaks.add(word + " to " + person + ": …" + sent.substring(Math.max(0, at - 200), Math.min(sent.length(), at + 100)) + "…");
    });
    return leaks;
  }

  /** The words that somebody may know. */
  List<String> of(String person) {
    return known.entrySet().stream().filter(entry -> entry.getValue().contains(person)).map(Map.Entry::getKey).toList();
  }

  /** All of them. */
  Set<String> words() {
    return known.keySet();
  }
}
