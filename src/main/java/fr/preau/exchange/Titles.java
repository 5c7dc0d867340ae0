package fr.preau.exchange;

import fr.preau.board.Board;
import fr.preau.board.Check;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** Which card or proposal a file means by an id or a title: one of its own first, then one on the board. One thread. */
final class Titles {

  private final Board board;
  private final Map<String, String> keys = new HashMap<>();
  private final Map<String, Set<String>> inFile = new HashMap<>();
  private final Map<String, Set<String>> onBoard = new HashMap<>();
  /** Kind and title → id, of what is on the board. */
  private final Map<String, String> byKind = new HashMap<>();

  /** One id, or none: then {@code found} tells how many it could be. */
  record Match(String id, int found) {}

  Titles(Board board) {
    this.board = board;
    board.visible().stream().filter(record -> isEnd(record.type())).sorted((a, b) -> a.id().compareTo(b.id())).forEach(record -> {
      var title = Words.title(String.valueOf(record.text("title")));
      onBoard.computeIfAbsent(title, t -> new LinkedHashSet<>()).add(record.id());
      byKind.putIfAbsent(kindAndTitle(record.kind() == null ? record.type() : record.kind(), title), record.id());
    });
  }

  private static boolean isEnd(String type) {
    return type.equals("card") || type.equals("proposal");
  }

  private static String kindAndTitle(String kind, String title) {
    return kind + '\n' + title;
  }

  /** @param key what the file calls it, or empty */
  void add(String key, String title, String id) {
    if (!key.isEmpty()) keys.putIfAbsent(key, id);
    inFile.computeIfAbsent(Words.title(title), t -> new LinkedHashSet<>()).add(id);
  }

  /** The id of what is on the board under this kind and title, or null. */
  String held(String kind, String title) {
    return byKind.get(kindAndTitle(kind, Words.title(title)));
  }

  Match find(String word) {
    var key = word.strip();
    if (keys.containsKey(key)) return new Match(keys.get(key), 1);
    if (Check.isId(key) && board.onBoard(key) && isEnd(board.get(key).type())) return new Match(key, 1);
    var title = Words.title(word);
    var found = inFile.getOrDefault(title, onBoard.getOrDefault(title, Set.of()));
    return found.size() == 1 ? new Match(found.iterator().next(), 1) : new Match(null, found.size());
  }
}
