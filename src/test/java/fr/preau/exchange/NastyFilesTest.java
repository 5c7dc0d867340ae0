package fr.preau.exchange;

import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Op;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What people and machines really send. Every file gives either what it says or a problem with its part and line, never half of it. */
class NastyFilesTest {

  private static final Charset WINDOWS = Charset.forName("windows-1252");

  private static void refused(Import done, String part, long line, String code) {
    assertThat(done.problems()).isNotEmpty();
    var first = done.problems().getFirst();
    assertThat(first.part()).isEqualTo(part);
    assertThat(first.line()).isEqualTo(line);
    assertThat(first.code()).isEqualTo(code);
    assertThat(done.ops()).as("all or nothing").isEmpty();
    assertThat(done.created() + done.updated() + done.unchanged()).isZero();
  }

  private static List<String> titles(Import done) {
    assertThat(done.problems()).isEmpty();
    return done.ops().stream().filter(Op.Put.class::isInstance).map(op -> (String) ((Op.Put) op).values().get("title")).toList();
  }

  private static byte[] bytes(String text, Charset charset, int... mark) {
    var out = new ByteArrayOutputStream();
    for (var b : mark) out.write(b);
    out.writeBytes(text.getBytes(charset));
    return out.toByteArray();
  }

  @Test
  @DisplayName("R50 1 Windows-1252, as a French spreadsheet saves it")
  void windows() {
    assertThat(titles(Maps.nodes(bytes("Titre;Nature\r\nDéchets à 20 €;enjeu\r\n", WINDOWS)))).containsExactly("Déchets à 20 €");
  }

  @Test
  @DisplayName("2 UTF-8 with a byte order mark")
  void utf8Mark() {
    assertThat(titles(Maps.nodes(bytes("titre\nÉcole\n", StandardCharsets.UTF_8, 0xEF, 0xBB, 0xBF)))).containsExactly("École");
  }

  @Test
  @DisplayName("R50 3 UTF-16, both ways round")
  void utf16() {
    assertThat(titles(Maps.nodes(bytes("titre\tnature\nÉcole\tusage\n", StandardCharsets.UTF_16LE, 0xFF, 0xFE)))).containsExactly("École");
    assertThat(titles(Maps.nodes(bytes("titre\tnature\nÉcole\tusage\n", StandardCharsets.UTF_16BE, 0xFE, 0xFF)))).containsExactly("École");
  }

  @Test
  @DisplayName("4 UTF-8 with one broken character in it: refused, where it stands")
  void brokenUtf8() {
    var bytes = "titre\nÉcole élémentaire\nCr?che\n".getBytes(StandardCharsets.UTF_8);
    for (int i = 0; i < bytes.length; i++) if (bytes[i] == '?') bytes[i] = (byte) 0xE8;
    refused(Maps.nodes(bytes), "nodes", 3, "problem.import.encoding");
  }

  @Test
  @DisplayName("5 half a character (a lone surrogate) written as UTF-8")
  void loneSurrogate() {
    refused(Maps.nodes(new byte[] {'t', 'i', 't', 'r', 'e', '\n', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '\n'}), "nodes", 2, "problem.import.encoding");
  }

  @Test
  @DisplayName("R50 6 semicolons, with commas in the text")
  void semicolons() {
    assertThat(titles(Maps.csv(Maps.fresh(), "nom;nature\nEau, air, sol;enjeu\n", null))).containsExactly("Eau, air, sol");
  }

  @Test
  @DisplayName("7 tabs, and the line by which a spreadsheet names its separator")
  void separators() {
    assertThat(titles(Maps.csv(Maps.fresh(), "title\tkind\nWater\tenjeu\n", null))).containsExactly("Water");
    assertThat(titles(Maps.csv(Maps.fresh(), "sep=;\ntitle;kind\nWater;enjeu\n", null))).containsExactly("Water");
  }

  @Test
  @DisplayName("R50 8 headings in capitals, with spaces and without accents")
  void headings() {
    var done = Maps.csv(Maps.fresh(), " NOEUD , Catégorie,PRECISIONS\nÉcole,usage,Deux classes\n", null);
    assertThat(titles(done)).containsExactly("École");
    assertThat(((Op.Put) done.ops().getFirst()).values()).containsEntry("kind", "usage").containsEntry("body", "Deux classes");
  }

  @Test
  @DisplayName("9 quotes, quotes within quotes, lines within a cell")
  void quotes() {
    var done = Maps.csv(Maps.fresh(), "title,body\r\n\"Le \"\"Clos\"\"\",\"une\r\ndeux\"\r\n", null);
    assertThat(titles(done)).containsExactly("Le \"Clos\"");
    assertThat(((Op.Put) done.ops().getFirst()).values()).containsEntry("body", "une\ndeux");
  }

  @Test
  @DisplayName("R48 10 a quote that is never closed: refused, where it opens")
  void openQuote() {
    refused(Maps.csv(Maps.fresh(), "title,body\nA,a\nB,\"b\nC,c\n", null), "nodes", 3, "problem.import.quotes");
  }

  @Test
  @DisplayName("11 text after a closing quote")
  void textAfterQuote() {
    refused(Maps.csv(Maps.fresh(), "title,body\nA,\"a\"b\n", null), "nodes", 2, "problem.import.quotes");
  }

  @Test
  @DisplayName("12 more cells than headings: a text without its quotes")
  void extraCells() {
    refused(Maps.csv(Maps.fresh(), "title,body\nA,one, two\n", null), "nodes", 2, "problem.import.cells");
  }

  @Test
  @DisplayName("13 no column for titles, none for one end of the links")
  void missingColumns() {
    refused(Maps.csv(Maps.fresh(), "foo,bar\n1,2\n", null), "nodes", 1, "problem.import.no-column");
    refused(Maps.csv(Maps.fresh(), "title\nA\n", "source,relation\nA,x\n"), "links", 1, "problem.import.no-column");
  }

  @Test
  @DisplayName("14 the same heading twice")
  void sameHeading() {
    refused(Maps.csv(Maps.fresh(), "title,title\nA,B\n", null), "nodes", 1, "problem.import.same-column");
  }

  @Test
  @DisplayName("15 an empty file, one of blank lines, none at all")
  void empty() {
    refused(Maps.csv(Maps.fresh(), "", null), "nodes", 0, "problem.import.empty");
    refused(Maps.csv(Maps.fresh(), "\n\n\n", null), "nodes", 0, "problem.import.empty");
    refused(Maps.csv(Maps.fresh(), null, null), "", 0, "problem.import.no-parts");
  }

  @Test
  @DisplayName("16 a header and nothing else: nothing to do, and no problem")
  void onlyHeader() {
    assertThat(titles(Maps.csv(Maps.fresh(), "title,kind\n", "from,to\n"))).isEmpty();
  }

  @Test
  @DisplayName("17 a picture, and a workbook that only looks like a table")
  void binary() {
    refused(Maps.nodes(new byte[] {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n', 0, 0, 0, 13}), "nodes", 3, "problem.import.not-text");
    refused(Maps.nodes(new byte[] {'P', 'K', 3, 4, 20, 0}), "nodes", 0, "problem.import.spreadsheet");
  }

  @Test
  @DisplayName("18 a NUL in a cell")
  void nul() {
    refused(Maps.csv(Maps.fresh(), "title\nA\nB\u0000C\n", null), "nodes", 3, "problem.import.not-text");
  }

  @Test
  @DisplayName("19 a control character in a title: refused by the model, with its line")
  void control() {
    refused(Maps.csv(Maps.fresh(), "title\nA\nB\u0007C\n", null), "nodes", 3, "refusal.wrong-text");
  }

  @Test
  @Timeout(60)
  @DisplayName("R53 20 a million lines: refused at the limit of the model, without reading further")
  void million() {
    var text = "title\n" + "x\n".repeat(1_000_000);
    refused(Maps.csv(Maps.fresh(), text, null), "nodes", Maps.MODEL.maxRecords() + 2L, "problem.import.too-many-lines");
  }

  @Test
  @DisplayName("R52 21 formulas are text, and leave again with an apostrophe that they lose on the way back")
  void formulas() {
    var done = Maps.csv(Maps.fresh(), "title,body\n=1+1,@cmd\n'=2,-\n", null);
    assertThat(titles(done)).containsExactly("=1+1", "=2");
    var board = Maps.after(Maps.fresh(), done);
    assertThat(Maps.text(board, "nodes.csv")).contains("'=1+1", "'@cmd", "'=2", "'-").doesNotContain(",=", ",@");
    assertThat(Maps.again(board, board).ops()).isEmpty();
  }

  @Test
  @DisplayName("22 right to left, emoji of several parts, letters with marks")
  void scripts() {
    assertThat(titles(Maps.csv(Maps.fresh(), "title\nمدرسة القرية\n👩🏽‍🌾 maraîchage\ne\u0301cole\n", null))).containsExactly("مدرسة القرية", "👩🏽‍🌾 maraîchage", "école");
  }

  @Test
  @DisplayName("23 two rows with one title and different content: told with both lines; twice the same row is one card")
  void sameTitle() {
    var done = Maps.csv(Maps.fresh(), "title,body\nA,one\nA,two\n", null);
    refused(done, "nodes", 3, "problem.import.same-title");
    assertThat(done.problems().getFirst().details()).containsEntry("first", 2L);
    assertThat(titles(Maps.csv(Maps.fresh(), "title,body\nA,one\nA,one\n", null))).containsExactly("A");
  }

  @Test
  @DisplayName("24 a link to a card that is nowhere, to a title that two cards have, to nothing")
  void dangling() {
    refused(Maps.csv(Maps.fresh(), "title\nA\n", "from,to\nA,A\nA,B\n"), "links", 3, "problem.import.unknown-end");
    refused(Maps.csv(Maps.fresh(), "title,kind\nA,usage\nA,enjeu\nB,enjeu\n", "from,to\nB,A\n"), "links", 2, "problem.import.which-end");
    refused(Maps.csv(Maps.fresh(), "title\nA\n", "from,to\nA,\n"), "links", 2, "problem.import.no-end");
  }

  @Test
  @DisplayName("25 a row without a title")
  void noTitle() {
    refused(Maps.csv(Maps.fresh(), "title,body\nA,x\n,lost\n", null), "nodes", 3, "problem.import.no-title");
  }

  @Test
  @DisplayName("R49 26 a title too long is shortened, and stands whole in the body; links still find it")
  void longTitle() {
    var title = "Un très long titre 🌾 ".repeat(20).strip();
    var done = Maps.csv(Maps.fresh(), "title,body\n" + title + ",suite\nB,\n", "from,to\n" + title + ",B\n");
    assertThat(titles(done).getFirst()).hasSizeLessThanOrEqualTo(120).endsWith("…");
    assertThat(((Op.Put) done.ops().getFirst()).values().get("body")).isEqualTo(title + "\n\nsuite");
    assertThat(done.created()).isEqualTo(3);
  }

  @Test
  @DisplayName("27 a body too long: refused with the limit, not cut")
  void longBody() {
    refused(Maps.csv(Maps.fresh(), "title,body\nA," + "x".repeat(2001) + "\n", null), "nodes", 2, "refusal.too-long");
  }

  @Test
  @DisplayName("28 numbers that are none, too large or with a comma: what does not fit stands in the body")
  void numbers() {
    var done = Maps.csv(Maps.fresh(), "title,kind,urgence,prise\nA,enjeu,\"2,0\",1e999\nB,enjeu,beaucoup,99\n", null);
    assertThat(titles(done)).containsExactly("A", "B");
    assertThat(((Op.Put) done.ops().get(0)).values()).containsEntry("urgency", 2L).containsEntry("body", "prise : 1e999");
    assertThat(((Op.Put) done.ops().get(1)).values()).doesNotContainKeys("urgency", "control").containsEntry("body", "urgence : beaucoup\nprise : 99");
  }

  @Test
  @DisplayName("R49 29 unknown natures, links and columns are kept as tag, label and body")
  void unknown() {
    var done = Maps.csv(Maps.fresh(), "title,nature,échéance\nA,bidule,5 juin\nB,acteur,\n", "de,vers,lien,année\nA,B,chatouille,2024\n");
    assertThat(done.problems()).isEmpty();
    assertThat(((Op.Put) done.ops().get(0)).values()).containsEntry("kind", "note").containsEntry("tag:bidule", true).containsEntry("body", "échéance : 5 juin");
    assertThat(((Op.Put) done.ops().get(2)).values()).containsEntry("kind", "renvoie_a").containsEntry("label", "chatouille · année : 2024");
    assertThat(done.kinds()).containsEntry("bidule", "note").containsEntry("acteur", "acteur");
    assertThat(done.links()).containsEntry("chatouille", "renvoie_a");
  }

  @Test
  @DisplayName("R49 a column that is called as something that only the server knows is kept like any other")
  void namedLikeTheServers() {
    var done = Maps.csv(Maps.fresh(), "titre,nature,phase\na,acteur,Diagnostic\nb,acteur,\n", "de,vers,lien,phase\na,b,chatouille,Projet\n");
    assertThat(done.problems()).isEmpty();
    assertThat(((Op.Put) done.ops().get(0)).values()).doesNotContainKey("phase").containsEntry("body", "phase : Diagnostic");
    assertThat(((Op.Put) done.ops().get(2)).values()).doesNotContainKey("phase").containsEntry("label", "chatouille · phase : Projet");
  }

  @Test
  @DisplayName("30 several links of other names between the same two cards become one with all their labels")
  void mergedLinks() {
    var done = Maps.csv(Maps.fresh(), "title\nA\nB\n", "from,to,link\nA,B,foo\nA,B,bar\nA,B,foo\n");
    assertThat(done.problems()).isEmpty();
    assertThat(((Op.Put) done.ops().get(2)).values()).containsEntry("label", "bar · foo");
    var board = Maps.after(Maps.fresh(), done);
    assertThat(Maps.csv(board, "title\nA\nB\n", "from,to,link\nA,B,foo\nA,B,bar\nA,B,foo\n").ops()).isEmpty();
  }

  @Test
  @DisplayName("R51 31 a mapping of one's own decides, and one that means nothing is refused")
  void mapping() {
    var file = "title,nature\nA,besoin\n";
    var chosen = Maps.csv(Maps.fresh(), file, null, StandardCharsets.UTF_8, new Options("fr", Map.of("Besoin", "enjeu"), Map.of(), "main"));
    assertThat(((Op.Put) chosen.ops().getFirst()).values()).containsEntry("kind", "enjeu").containsEntry("tag:besoin", true);
    refused(Maps.csv(Maps.fresh(), file, null, StandardCharsets.UTF_8, new Options("fr", Map.of("besoin", "licorne"), Map.of(), "main")), "nodes", 2, "problem.import.mapping");
  }

  @Test
  @DisplayName("R49 32 a link that its kind forbids becomes a « renvoie à » that keeps its name")
  void forbiddenLink() {
    var done = Maps.csv(Maps.fresh(), "title,kind\nA,enjeu\nB,usage\n", "from,to,link\nA,B,influence\n");
    assertThat(((Op.Put) done.ops().get(2)).values()).containsEntry("kind", "renvoie_a").containsEntry("label", "influence");
  }

  @Test
  @DisplayName("33 a thousand wrong lines are told fifty at a time")
  void manyProblems() {
    var done = Maps.csv(Maps.fresh(), "title,body\n" + ",x\n".repeat(1_000), null);
    assertThat(done.problems()).hasSize(Import.MOST_PROBLEMS);
  }

  @Test
  @DisplayName("34 JSON: too deep, huge numbers, a key or an id twice, lists in values, cut off, another's, another version")
  void json() {
    var start = "{\"preau\":1,\"records\":[{\"id\":\"c1\",\"type\":\"card\",\"kind\":\"note\",\"title\":\"A\"";
    refused(Maps.preau(Maps.fresh(), start + ",\"body\":" + "[".repeat(5_000) + "]".repeat(5_000) + "}]}"), "file", 1, "problem.import.nested");
    refused(Maps.preau(Maps.fresh(), start + ",\"x\":1e400}]}"), "file", 1, "problem.import.huge-number");
    refused(Maps.preau(Maps.fresh(), start + ",\"x\":" + "9".repeat(5_000) + "}]}"), "file", 1, "problem.import.too-deep");
    refused(Maps.preau(Maps.fresh(), start + ",\n\"title\":\"B\"}]}"), "file", 2, "problem.import.same-key");
    refused(Maps.preau(Maps.fresh(), start + "},\n{\"id\":\"c1\",\"type\":\"card\",\"kind\":\"note\",\"title\":\"B\"}]}"), "file", 2, "problem.import.same-id");
    refused(Maps.preau(Maps.fresh(), start + ",\"body\":[1]}]}"), "file", 1, "problem.import.nested");
    refused(Maps.preau(Maps.fresh(), start), "file", 1, "problem.import.not-json");
    refused(Maps.preau(Maps.fresh(), "{\"hello\":1}"), "file", 1, "problem.import.not-preau");
    refused(Maps.preau(Maps.fresh(), "{\"preau\":2,\"records\":[]}"), "file", 1, "problem.import.version");
    refused(Maps.preau(Maps.fresh(), start + "},{\"id\":\"m\",\"type\":\"token\"}]}"), "file", 1, "problem.import.type");
    refused(Maps.preau(Maps.fresh(), start + ",\"body\":\"\\ud800\"}]}"), "file", 1, "refusal.wrong-text");
    refused(Maps.preau(Maps.fresh(), start + ",\"licorne\":1}]}"), "file", 1, "refusal.unknown-property");
  }
}
