package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * A workshop full of what is not for everybody. Everything that anybody is sent, on every way that leads out of the server, is searched for words
 * that are not theirs.
 */
@DisplayName("Hidden means hidden")
final class CanaryIT extends CanaryRoom {

  @Test
  @DisplayName("R212 what is private, hidden, a table's, for facilitators or a vote is in no byte that anybody else gets, on no way out; once shown it is there, whole")
  void hidden() {
    long before = seq();
    writePrivately();
    nothingLeaks("in a private phase");
    tryForbiddenThings();
    nothingLeaks("after what was refused");
    guessByImport();
    for (var name : List.of("cleo", "dan", "fay", "eli")) comeBack(name, before);
    nothingLeaks("for who comes back");
    hideAndHint();
    nothingLeaks("what is hidden, and hints");
    workAtTables();
    nothingLeaks("at tables");
    vote();
    nothingLeaks("while people vote");
    assertThat(ears.values().stream().flatMap(List::stream).map(Ear::heard)).noneMatch(heard -> heard.contains("totals"));
    before = seq();
    show();
    for (var name : INSIDE) comeBack(name, before);
    nothingLeaks("when it is shown");
    everythingIsThere();
    nothingIsLogged();
  }

  private void writePrivately() {
    ana().submit("kana", card("k1", "Commune"), card("k2", "Commune aussi"));
    phase("ph1", "mode", "private");
    var bea = ear("bea");
    bea.submit(canaries.toldTo("kpriv", "bea"), card("c1", canaries.toldTo("CANARI-TITRE", "bea"), "body", canaries.toldTo("CANARI-CORPS", "bea"), "tag:" + canaries.toldTo("CANARI-MOT", "bea"), true));
    bea.submit("kpriv", new Op.Text("c1", "body", 0, TextEdit.of(List.of(canaries.toldTo("CANARI-FRAPPE", "bea")))));
    bea.submit("kpriv", new Op.Put("proposal", "pr1", Map.of("title", canaries.toldTo("CANARI-PROPOSITION", "bea"), "visee", canaries.toldTo("CANARI-VISEE", "bea"))));
    bea.submit("kpriv", card("c2", canaries.toldTo("CANARI-JETE", "bea")), new Op.Del("c2"));
    bea.submit("kpriv", card("c3", canaries.toldTo("CANARI-REPRIS", "bea")), new Op.Del("c3"));
    bea.submit("kpriv", new Op.Restore("c3"));
    bea.submit("kpriv", new Op.Put("link", "l1", Map.of("kind", "renvoie_a", "from", "c1", "to", "c3", "label", canaries.toldTo("CANARI-LIEN", "bea"))));
    bea.submit("kpriv", new Op.Put("link", "l2", Map.of("kind", "renvoie_a", "from", "k1", "to", "k2", "label", canaries.toldTo("CANARI-RELIE", "bea"))));
    bea.submit("kpriv", new Op.Del("l2"), new Op.Restore("l2"), set("l2", "label", canaries.toldTo("CANARI-RELIE-MIEUX", "bea")));
    canaries.toldTo("CANARI-SELECTION");
    bea.say("{\"t\":\"presence\",\"data\":{\"x\":1,\"sel\":[\"CANARI-SELECTION\"],\"text\":{\"record\":\"CANARI-SELECTION\"}}}");
  }

  private void tryForbiddenThings() {
    for (var name : List.of("ana", "cleo", "dan", "eli")) {
      for (var id : List.of("c1", "c2", "c3", "l1", "l2", "pr1")) {
        for (var op : List.of(set(id, "title", "Vu"), new Op.Del(id), new Op.Restore(id), new Op.Text(id, "body", 0, TextEdit.of(List.of("vu"))), card(id, "Encore"))) ear(name).submit("ktry" + name, op);
      }
      ear(name).submit("ktry" + name, new Op.Put("link", "ltry" + name, Map.of("kind", "renvoie_a", "from", "c1", "to", "c3")));
      ear(name).submit("ktry" + name, set("workshop", "spotlight", "c1"));
      ear(name).submit("ktry" + name, set("l2", "shown", true));
    }
  }

  /** What the answer to an import says of a guess is the same whether it is right or wrong. */
  private void guessByImport() {
    for (var dry : List.of(true, false)) {
      assertThat(imported("json", dry, "{\"preau\":1,\"records\":[{\"id\":\"c1\",\"type\":\"card\",\"kind\":\"note\",\"title\":\"CANARI-TITRE\"}]}"))
          .isEqualTo(imported("json", dry, "{\"preau\":1,\"records\":[{\"id\":\"c1\",\"type\":\"card\",\"kind\":\"note\",\"title\":\"Autre chose\"}]}"));
    }
    var right = server.api().importParts(workshop, tokens.get("ana"), "map-csv", true, Map.of("nodes", "label,kind\nCANARI-REPRIS,note\n"));
    var wrong = server.api().importParts(workshop, tokens.get("ana"), "map-csv", true, Map.of("nodes", "label,kind\nAutre chose,note\n"));
    assertThat(right).isEqualTo(wrong);
  }

  private String imported(String format, boolean dry, String file) {
    var answer = http.post("/api/workshops/" + workshop + "/imports?format=" + format + "&dryRun=" + dry, file, Http.bearer(tokens.get("ana")));
    return answer.status() + " " + answer.body();
  }

  private void hideAndHint() {
    phase("ph2", "hint", canaries.toldTo("CANARI-AIDE", "ana", "fay"));
    ana().submit("kana", set("ph2", "hint", canaries.toldTo("CANARI-CONSEIL", "ana", "fay")));
    ear("cleo").submit("kcleo", card("c4", "Blessant"));
    ana().submit("kana", set("c4", "hidden", true));
    ear("cleo").submit("kcleo", set("c4", "title", canaries.toldTo("CANARI-MASQUE", "ana", "fay", "cleo")));
    ana().submit("kana", new Op.Del("c4"));
    ana().submit("kana", new Op.Restore("c4"));
    ana().submit("kana", new Op.Del("ph2"), new Op.Restore("ph2"));
  }

  private void workAtTables() {
    phase("ph3", "mode", "group");
    ear("bea").submit("kbea", card("c5", canaries.toldTo("CANARI-TABLE", "ana", "fay", "bea"), "board", "b1"));
    nothingLeaks("before anybody moves");
    canaries.toldTo("CANARI-TABLE", "dan");
    ana().submit("kana", set(ids.get("dan"), "table", "t1"));
    ears.get("dan").forEach(ear -> ear.await("CANARI-TABLE"));
    ana().submit("kana", set(ids.get("dan"), "table", "t2"));
    ear("bea").submit("kbea", set("c5", "title", canaries.toldTo("CANARI-SUITE", "ana", "fay", "bea")));
  }

  private void vote() {
    phase("ph4");
    ear("cleo").submit("kcleo", card("c6", "Une idée"));
    ana().submit("kana", new Op.Put("poll", "po1", Map.of("title", "Laquelle ?", "way", "dots", "budget", 3L, "most", 3L)));
    for (var name : List.of("bea", "cleo")) {
      ear(name).submit(canaries.toldTo("kvote" + name, name), new Op.Put("ballot", canaries.toldTo("CANARI-VOTE-" + name, name), Map.of("poll", "po1", "on:c6", 2L)));
      ear(name).submit("kvote" + name, set("CANARI-VOTE-" + name, "on:c6", 3L));
    }
  }

  private void show() {
    canaries.words().stream().filter(word -> word.startsWith("CANARI-") && !List.of("CANARI-AIDE", "CANARI-CONSEIL", "CANARI-SELECTION", "CANARI-JETE").contains(word) && !word.startsWith("CANARI-VOTE"))
        .toList().forEach(word -> canaries.toldTo(word, INSIDE.toArray(String[]::new)));
    for (var name : FACILITATORS) for (var word : List.of("CANARI-JETE", "kpriv")) canaries.toldTo(word, name);
    ana().submit("kana", set("ph1", "revealed", true));
    ana().submit("kana", set("b1", "open", true), set("c4", "hidden", null), set("po1", "state", "shown"));
  }

  private void everythingIsThere() {
    for (var name : INSIDE) {
      var state = bytes("/api/workshops/" + workshop + "/state", tokens.get(name));
      var words = canaries.of(name).stream().filter(word -> word.startsWith("CANARI-") && !List.of("CANARI-JETE", "CANARI-TABLE", "CANARI-AIDE").contains(word)).toList();
      assertThat(words).hasSizeGreaterThan(8);
      assertThat(state).as(name).contains(words);
      for (var ear : ears.get(name)) {
        if (ear.isBridge()) {
          ear.await("\"cards\":7");
          continue;
        }
        ear.await(Pattern.compile("totals\\\\?\":\\{\\\\?\"c6\\\\?\":6\\}"));
        assertThat(ear.heard()).as(name).contains(words.stream().filter(word -> !word.startsWith("CANARI-VOTE")).toList());
      }
    }
  }

  @Test
  @DisplayName("R213 nothing says who wrote in an anonymous phase, alone or shown: not what is sent as it happens, not what is sent to who comes back, not the log, nor a link, nor figures")
  void anonymous() {
    ana().submit("kana", card("k1", "Commune"), card("k2", "Commune aussi"));
    phase("ph1", "mode", "private", "anonymous", true);
    settle();
    long before = seq();
    var heard = new HashMap<Ear, Integer>();
    ears.values().forEach(all -> all.forEach(ear -> heard.put(ear, ear.heard().length())));
    ear("bea").submit(canaries.toldTo("kbea", "bea"), card("c1", "SANS-NOM"));
    ear("bea").submit("kbea", card("c2", "SANS-NOM-2"), new Op.Put("link", "l1", Map.of("kind", "renvoie_a", "from", "c1", "to", "c2")));
    ear("bea").submit("kbea", new Op.Put("link", "l2", Map.of("kind", "renvoie_a", "from", "c2", "to", "c1")));
    ear("bea").submit("kbea", new Op.Put("link", "l3", Map.of("kind", "renvoie_a", "from", "k1", "to", "k2")));
    ear("bea").submit("kbea", set("l3", "label", "Sans nom non plus"));
    ana().submit("kana", new Op.Put("link", "l5", Map.of("kind", "renvoie_a", "from", "k2", "to", "k1")));
    assertThat(asked("dan")).as("why it is in sight").contains("\"shown\":true");
    for (var ear : ears.get("ana")) if (!ear.isBridge()) ear.awaitPlain(written(1));
    ear("cleo").submit(canaries.toldTo("kcleo", "cleo"), card("c3", "SANS-NOM-3"));
    for (var ear : ears.get("ana")) if (!ear.isBridge()) ear.awaitPlain(written(2));
    nothingLeaks("as it is written");
    for (var name : List.of("cleo", "dan", "bea", "fay")) comeBack(name, before);
    nothingLeaks("for who comes back");
    assertThat(ears.get("cleo").getLast().heard()).as("one's own is acknowledged").contains("kcleo-1");
    ana().submit("kana", set("ph1", "revealed", true));
    before = seq();
    ear("bea").submit("kbea", card("c4", "SANS-NOM-4"), new Op.Put("link", "l4", Map.of("kind", "renvoie_a", "from", "c1", "to", "k1")));
    ear("bea").submit("kbea", new Op.Del("c2"));
    ear("bea").submit("kbea", new Op.Restore("c2"));
    ear("cleo").submit("kcleo", set("c1", "x", 40L));
    ear("cleo").submit("kcleo", new Op.Text("c1", "body", 0, TextEdit.of(List.of("À deux"))));
    nothingLeaks("once it is shown");
    for (var name : List.of("cleo", "dan", "bea", "fay")) comeBack(name, before);
    nothingLeaks("for who comes back then");
    assertThat(ears.get("cleo").getLast().heard()).as("one's own is acknowledged").contains("kcleo-2", "kcleo-3");
    ana().submit("kana", set("workshop", "phase", null));
    for (var name : INSIDE) {
      for (var ear : ears.get(name)) {
        tellsNobody(name, ear.heard().substring(heard.getOrDefault(ear, 0)));
        assertThat(figures(ear)).as(name).noneMatch(figures -> figures.contains(ids.get("bea")) || figures.contains(ids.get("cleo")));
      }
      var asked = asked(name);
      tellsNobody(name, asked);
      assertThat(asked).as("which of the links a facilitator made, to " + name).contains("\"l5\"").doesNotContain("\"shown\"");
    }
    nothingIsLogged();
  }

  private static Pattern written(int people) {
    return Pattern.compile("\"ph1\":\\{\"written\":" + people + ",");
  }

  /** What it heard of figures, up to what is told next. */
  private static List<String> figures(Ear ear) {
    return Pattern.compile("\"t\":\"derived\",.*?(?=\"t\":|\n|$)").matcher(ear.heard().replace("\\", "")).results().map(MatchResult::group).toList();
  }

  /** Records of people stand there under their ids; what must not is one of them as an author. */
  private void tellsNobody(String name, String sent) {
    for (var author : List.of("bea", "cleo")) {
      if (author.equals(name)) continue;
      for (var as : List.of("author", "by")) assertThat(sent.replace("\\", "")).as(name).doesNotContain("\"" + as + "\":\"" + ids.get(author) + "\"");
    }
  }
}
