package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Op;
import fr.preau.board.TextEdit;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What happens at one table, and who of another, or of none, gets to know of it: nobody, by no way out of the server. */
@DisplayName("What a table does stays at the table")
final class TableCanaryIT extends CanaryRoom {

  /** Where Bea's pointer is, a number that nothing else has. */
  private static final String POINTER = "4217.734217";
  /** As many hands as nothing else has. */
  private static final long HANDS = 7_349;

  @Test
  @DisplayName("R197, R212 what is on a table's board, what was there, and what was thrown away is in no byte that another table, an observer or the door gets; nor is a board that was closed again")
  void boards() {
    long before = seq();
    phase("ph1", "mode", "group");
    write();
    nothingLeaks("at a table");
    for (var name : List.of("cleo", "dan", "eli")) comeBack(name, before);
    nothingLeaks("for who comes back");
    visit();
    nothingLeaks("after somebody was at the table, and left it");
    openAndClose();
    nothingLeaks("after the board was open, and closed again");
    bin();
    nothingLeaks("when the board itself was thrown away, and is back");
    gather(before);
    nothingLeaks("of what a card was before it was gathered");
    nothingIsLogged();
  }

  private String atTheTable(String word) {
    return canaries.toldTo(word, "ana", "fay", "bea");
  }

  private void write() {
    var bea = ear("bea");
    bea.submit(atTheTable("kbea"), card(atTheTable("CANARI-CARTE"), atTheTable("CANARI-TITRE"), "board", "b1", "body", atTheTable("CANARI-CORPS"), "tag:" + atTheTable("CANARI-MOT"), true));
    bea.submit("kbea", new Op.Text("CANARI-CARTE", "body", 0, TextEdit.of(List.of(atTheTable("CANARI-FRAPPE")))));
    bea.submit("kbea", new Op.Text("CANARI-CARTE", "body", 1, TextEdit.of(List.of(-"CANARI-FRAPPE".length()))));
    bea.submit("kbea", set("CANARI-CARTE", "title", atTheTable("CANARI-AUTREMENT")));
    bea.submit("kbea", card("c2", atTheTable("CANARI-JETE"), "board", "b1"), new Op.Put("link", "l1", Map.of("kind", "renvoie_a", "from", "CANARI-CARTE", "to", "c2", "label", atTheTable("CANARI-LIEN"))));
    bea.submit("kbea", new Op.Del("c2"));
    bea.submit("kbea", new Op.Restore("c2"));
    bea.submit("kbea", new Op.Del("l1"));
    bea.submit("kbea", new Op.Put("proposal", "pr1", Map.of("title", atTheTable("CANARI-PROPOSITION"), "visee", atTheTable("CANARI-VISEE"), "board", "b1")));
    ear("cleo").submit("kcleo", card("c3", canaries.toldTo("CANARI-EN-FACE", "ana", "fay", "cleo"), "board", "b2"));
  }

  private void visit() {
    for (var word : canaries.of("bea")) if (!List.of("CANARI-TITRE", "CANARI-FRAPPE", "CANARI-LIEN").contains(word)) canaries.toldTo(word, "dan");
    ana().submit("kana", set(ids.get("dan"), "table", "t1"));
    ears.get("dan").forEach(ear -> ear.await("CANARI-AUTREMENT"));
    ana().submit("kana", set(ids.get("dan"), "table", null));
    ear("bea").submit(atTheTable("ksuite"), card("c4", atTheTable("CANARI-ENSUITE"), "board", "b1"));
  }

  private void openAndClose() {
    for (var word : canaries.of("bea")) if (!List.of("CANARI-TITRE", "CANARI-FRAPPE", "CANARI-LIEN", "kbea", "ksuite").contains(word)) canaries.toldTo(word, INSIDE.toArray(String[]::new));
    ana().submit("kana", set("b1", "open", true));
    for (var name : INSIDE) ears.get(name).stream().filter(ear -> !ear.isBridge()).forEach(ear -> ear.await("CANARI-ENSUITE"));
    ana().submit("kana", set("b1", "open", null));
    settle();
    ear("bea").submit(atTheTable("kclos"), set("c4", "title", atTheTable("CANARI-REFERME")));
    assertThat(asked("cleo")).as("what is closed again").doesNotContain("CANARI-ENSUITE", "CANARI-AUTREMENT");
  }

  private void bin() {
    ana().submit("kana", new Op.Del("b1"));
    for (var name : List.of("cleo", "dan", "eli")) assertThat(asked(name)).as(name).doesNotContain("CANARI-AUTREMENT", "CANARI-ENSUITE", "CANARI-REFERME");
    ana().submit("kana", new Op.Restore("b1"));
  }

  /** A card that comes to the main board is for all from then on, as it is then. */
  private void gather(long before) {
    ear("bea").submit("kclos", card("c5", atTheTable("CANARI-BROUILLON"), "board", "b1", "body", atTheTable("CANARI-ESSAI")));
    ear("bea").submit("kclos", set("c5", "title", canaries.toldTo("CANARI-NET", INSIDE.toArray(String[]::new))), new Op.Text("c5", "body", 0, TextEdit.of(List.of(-"CANARI-ESSAI".length()))));
    ana().submit("kana", set("c5", "board", "main"));
    for (var name : INSIDE) ears.get(name).stream().filter(ear -> !ear.isBridge()).forEach(ear -> ear.await("CANARI-NET"));
    for (var name : List.of("cleo", "dan", "eli")) comeBack(name, before);
  }

  @Test
  @DisplayName("R199, R212 where somebody points, what they have selected and what they type in at a table is told to nobody of another; that they are there is")
  void presence() {
    phase("ph1", "mode", "group");
    ear("bea").submit(atTheTable("kbea"), card(atTheTable("CANARI-CARTE"), "Une carte", "board", "b1"), card("c2", "Une autre", "board", "b1"));
    ear("cleo").submit("kcleo", card("c3", "En face", "board", "b2"));
    canaries.toldTo(POINTER, "bea");
    for (var board : List.of("\"board\":\"b1\",\"x\":" + POINTER + ",\"y\":" + POINTER, "\"x\":1,\"y\":1")) {
      tellPresence(board);
      nothingLeaks("while somebody is at a table");
    }
    ana().submit("kana", new Op.Del("CANARI-CARTE"));
    tellPresence("\"board\":\"b1\",\"x\":" + POINTER + ",\"y\":" + POINTER);
    comeBack("cleo", -1);
    nothingLeaks("when what somebody has selected is thrown away");
    nothingIsLogged();
  }

  /** Says where Bea is, and waits until everybody inside has been told what they are told of it. */
  private void tellPresence(String place) {
    var mark = "repere-" + seq() + "-" + place.length();
    ear("bea").say("{\"t\":\"presence\",\"data\":{" + place + ",\"sel\":[\"CANARI-CARTE\",\"c3\"],\"text\":{\"record\":\"CANARI-CARTE\",\"field\":\"title\",\"at\":3},\"mark\":\"" + mark + "\"}}");
    for (var name : INSIDE) ears.get(name).stream().filter(ear -> !ear.isBridge()).forEach(ear -> ear.await(mark));
  }

  @Test
  @DisplayName("R204, R212, R250 votes on what is on a table's board are counted for facilitators and that table alone, be they open or by hand, and by family for nobody; the rest of the totals is everybody's")
  void totals() {
    phase("ph1", "mode", "group");
    ear("bea").submit(atTheTable("kbea"), card(atTheTable("CANARI-CARTE"), "Une carte", "board", "b1"));
    ana().submit("kana", card("c1", "Pour tous"), new Op.Put("poll", "po1", Map.of("title", "Laquelle ?", "way", "dots", "budget", 3L, "most", 3L, "open", true)));
    for (var name : List.of("ana", "fay", "bea")) ana().submit("kana", set(ids.get(name), "family", "citoyen"));
    for (var name : List.of("ana", "fay", "bea")) {
      ear(name).submit(canaries.toldTo("kvote" + name, name), new Op.Put("ballot", canaries.toldTo("CANARI-VOTE-" + name, name), Map.of("poll", "po1", "on:CANARI-CARTE", 1L, "on:c1", 2L)));
    }
    ana().submit(canaries.toldTo("kmains", "ana", "fay"), new Op.Put("tally", canaries.toldTo("CANARI-MAINS", "ana", "fay"), Map.of("poll", "po1", "on", "CANARI-CARTE", "count", HANDS)));
    atTheTable(Long.toString(HANDS));
    atTheTable(Long.toString(HANDS + 3));
    for (var name : List.of("open", "shown")) {
      if (name.equals("shown")) ana().submit("kana", set("po1", "state", "shown"));
      totalsAreTold();
      nothingLeaks("when totals are " + name);
    }
    comeBack("cleo", -1);
    totalsAreTold();
    nothingLeaks("for who comes then");
    nothingIsLogged();
  }

  private void totalsAreTold() {
    var others = Pattern.compile("\"voted\":3,\"of\":\\d+,\"totals\":\\{\"c1\":6\\},\"hands\":\\{\\},\"scores\":[^{]*\"families\":\\{\"citoyen\":\\{\"c1\":6\\}");
    var table = Pattern.compile("\"totals\":\\{(?=[^}]*\"CANARI-CARTE\":" + (HANDS + 3) + ")[^}]*\"c1\":6.*\"families\":\\{\"citoyen\":\\{\"c1\":6\\}");
    for (var name : INSIDE) ears.get(name).stream().filter(ear -> !ear.isBridge()).forEach(ear -> ear.awaitPlain(FACILITATORS.contains(name) || name.equals("bea") ? table : others));
    ana().awaitPlain(Pattern.compile("\"CANARI-CARTE\":" + (HANDS + 3)));
  }
}
