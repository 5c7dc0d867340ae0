package fr.preau.trace;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import fr.preau.board.TextEdit;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Assumptions;

/**
 * What two people typed into one document, each keystroke with what its author had seen then.
 *
 * <p>At one place they raced: one typed « The » behind a full stop while the other replaced that full stop by «, huh?». Once it
 * is deleted both insert at one place, and the rule of the wire (the earlier in the order stands first) makes another text than
 * theirs, depending on who was faster. There one waits for the other, so that the end is known.
 */
record Trace(List<Keystroke> keystrokes, String end) {

  private static final int RACE = 22_360;
  private static final int RACED = 22_368;

  /**
   * One change, made on the text as its author had it.
   *
   * @param author 0 or 1
   * @param sawOf  the last keystroke of the other author that this one's had seen; -1 for none
   * @param waits  the last keystroke of the other author that must have been seen before this one is typed again
   */
  record Keystroke(int author, int sawOf, int waits, TextEdit edit) {}

  /** The trace {@code friendsforever} of github.com/josephg/editing-traces; where it is not on this machine the test is skipped. */
  static Trace friends() {
    var file = Path.of("../shared/data/editing-trace/friendsforever.json.gz");
    Assumptions.assumeTrue(Files.exists(file), "skipped: the editing trace is not beside this project");
    try (var in = new GZIPInputStream(Files.newInputStream(file))) {
      var json = new ObjectMapper().readTree(in);
      return new Trace(keystrokes(json.get("txns")), json.get("endContent").asText());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Keystroke> keystrokes(JsonNode transactions) {
    var keystrokes = new ArrayList<Keystroke>();
    int[] sawOf = {-1, -1};
    for (var transaction : transactions) {
      int author = transaction.get("agent").asInt();
      for (var parent : transaction.get("parents")) if (keystrokes.get(parent.asInt()).author() != author) sawOf[author] = Math.max(sawOf[author], parent.asInt());
      var edit = TextEdit.NONE;
      for (var patch : transaction.get("patches")) edit = edit.then(TextEdit.of(List.of(patch.get(0).asInt(), patch.get(2).asText(), -patch.get(1).asInt())));
      keystrokes.add(new Keystroke(author, sawOf[author], keystrokes.size() == RACE ? RACED : sawOf[author], edit));
    }
    return keystrokes;
  }
}
