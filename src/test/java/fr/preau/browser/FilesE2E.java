package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.options.AriaRole;
import fr.preau.client.Api;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FilesE2E {

  private static final Charset EXCEL = Charset.forName("windows-1252");

  @RegisterExtension
  static final Stage stage = new Stage();

  @Test
  @DisplayName("a facilitator imports a spreadsheet's two files, says what their words mean, exports the map, and importing that back changes nothing")
  void thereAndBack() throws IOException {
    var workshop = stage.api().create("Files");
    var board = facilitator(workshop);
    board.exchange("import.title");
    var dialog = new ImportDialog(board.visitor()).maps(
        """
        titre;nature;description
        Réparer plutôt que jeter;sujet brûlant;« Vu » à l'été
        Atelier vélo – l'Étincelle;lieu;"Ouvert le samedi ;
        et le mercredi"
        Ressourcerie;lieu;
        """.getBytes(EXCEL),
        """
        de;vers;lien
        Atelier vélo – l'Étincelle;Réparer plutôt que jeter;s'occupe de
        Ressourcerie;Réparer plutôt que jeter;s'occupe de
        """.getBytes(EXCEL));
    assertThat(dialog.count("created")).hasText("5");
    assertThat(dialog.problems()).hasCount(0);
    dialog.choose("sujet brûlant", "enjeu").choose("lieu", "acteur:association").choose("s'occupe de", "concerne");
    assertThat(dialog.count("created")).hasText("5");
    dialog.importNow();
    assertThat(board.cards()).hasCount(3);
    assertThat(board.links()).hasCount(2);
    var bike = Rows.titled(stage.api(), workshop.id(), workshop.token(), "Atelier vélo – l'Étincelle");
    assertThat(bike.get("kind").asText()).isEqualTo("acteur");
    assertThat(bike.get("family").asText()).isEqualTo("association");
    assertThat(bike.get("body").asText()).isEqualTo("Ouvert le samedi ;\net le mercredi");

    var nodes = export(board, "nodes.csv");
    var links = export(board, "links.csv");
    var json = export(board, "json");
    assertThat(new String(nodes, StandardCharsets.UTF_8)).contains("Réparer plutôt que jeter");
    board.exchange("import.title");
    unchanged(new ImportDialog(board.visitor()).maps(nodes, links), 5);
    board.exchange("import.title");
    unchanged(new ImportDialog(board.visitor()).json(json), 6);
  }

  /** @param things cards and links, and the board in our own format */
  private static void unchanged(ImportDialog dialog, int things) {
    assertThat(dialog.nothingToDo()).isVisible();
    assertThat(dialog.count("unchanged")).hasText(Integer.toString(things));
    assertThat(dialog.count("created")).hasText("0");
    assertThat(dialog.count("updated")).hasText("0");
    assertThat(dialog.importButton()).isDisabled();
    dialog.close();
  }

  @Test
  @DisplayName("a file with mistakes is not imported: each mistake is shown with its line")
  void mistakesAreShown() {
    var workshop = stage.api().create("Fautes");
    var board = facilitator(workshop);
    board.exchange("import.title");
    var dialog = new ImportDialog(board.visitor());
    var links = "de;vers;lien\nUn;Deux;renvoie à\nUn;Trois;renvoie à\n".getBytes(EXCEL);
    dialog.maps("titre;nature\nUn;note\n;note\nDeux;note\n;note\n".getBytes(EXCEL), links);
    assertThat(dialog.problems()).containsText(line(board, "nodes", 3));
    assertThat(dialog.problems()).containsText(line(board, "nodes", 5));
    dialog.maps("titre;nature\nUn;note\nDeux;note\n".getBytes(EXCEL), links);
    assertThat(dialog.problems()).containsText(line(board, "links", 3));
    assertThat(dialog.problems()).containsText("Trois");
    assertThat(dialog.importButton()).isDisabled();
    dialog.close();
    assertThat(board.cards()).hasCount(0);
    assertThat(Rows.expected(stage.api(), workshop.id(), workshop.token())).isEmpty();
  }

  private static String line(BoardPage board, String part, int line) {
    return board.visitor().say("import.line", "part", board.visitor().say("import.short-" + part), "line", line);
  }

  private static BoardPage facilitator(Api.Workshop workshop) {
    var visitor = stage.visitor(Device.DESKTOP);
    visitor.page().navigate("/w/" + workshop.id() + "#token=" + workshop.token());
    return new BoardPage(visitor);
  }

  private static byte[] export(BoardPage board, String format) throws IOException {
    var visitor = board.visitor();
    var page = board.page();
    board.exchange("export.title");
    var dialog = page.getByRole(AriaRole.DIALOG);
    var file = page.waitForDownload(() -> dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("export." + format))).click());
    var content = Files.readAllBytes(file.path());
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(visitor.say("common.close"))).click();
    assertThat(dialog).isHidden();
    return content;
  }
}
