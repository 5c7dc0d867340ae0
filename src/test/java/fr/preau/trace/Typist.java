package fr.preau.trace;

import fr.preau.board.TextEdit;
import fr.preau.trace.Trace.Keystroke;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;

/**
 * Types one author's part of a trace as a client of Préau does: one edit under way, what is typed meanwhile joined into the
 * next. It types a keystroke as soon as it has seen what its author had seen; where it has seen more by then, the keystroke is
 * brought over that. One thread at a time.
 */
final class Typist {

  /** A keystroke, as it applies to what its holder has before it. */
  record Piece(int keystroke, TextEdit edit) {}

  /** What was sent as one edit, in its keystrokes, and on which revision. */
  record Sent(long revision, List<Piece> pieces) {}

  private final Trace trace;
  private final int author;
  /** Of each typist what was sent so far, so that the other can tell the keystrokes apart. */
  private final List<? extends List<Sent>> sent;
  private final List<TextEdit> confirmed = new ArrayList<>();
  private final List<Piece> flying = new ArrayList<>();
  private final List<Piece> waiting = new ArrayList<>();
  /** What is on this screen and was not yet on the author's, as it applies to the author's text. */
  private final ArrayDeque<Piece> ahead = new ArrayDeque<>();
  private String text = "";
  private int taken;
  private int seen = -1;
  private int next;

  Typist(Trace trace, int author, List<? extends List<Sent>> sent) {
    this.trace = trace;
    this.author = author;
    this.sent = sent;
    skipOthers();
  }

  private void skipOthers() {
    while (!done() && trace.keystrokes().get(next).author() != author) next++;
  }

  boolean done() {
    return next == trace.keystrokes().size();
  }

  boolean settled() {
    return done() && flying.isEmpty() && waiting.isEmpty();
  }

  String text() {
    return text;
  }

  /** Edits that have been confirmed. */
  int revision() {
    return confirmed.size();
  }

  /** Types at most so many keystrokes, as far as what they need has been seen. */
  void type(int most) {
    for (int typed = 0; typed < most && !done() && trace.keystrokes().get(next).waits() <= seen; typed++) {
      type(next, trace.keystrokes().get(next));
      next++;
      skipOthers();
    }
  }

  private void type(int index, Keystroke keystroke) {
    while (!ahead.isEmpty() && ahead.getFirst().keystroke() <= keystroke.sawOf()) ahead.removeFirst();
    var edit = keystroke.edit();
    for (int left = ahead.size(); left > 0; left--) {
      var other = ahead.removeFirst();
      ahead.addLast(new Piece(other.keystroke(), other.edit().before(edit)));
      edit = edit.after(other.edit());
    }
    text = edit.apply(text);
    waiting.add(new Piece(index, edit));
  }

  /** What is to be sent now, on revision {@link #revision}; null where nothing is or something is under way. */
  TextEdit send() {
    if (!flying.isEmpty() || waiting.isEmpty()) return null;
    flying.addAll(waiting);
    waiting.clear();
    sent.get(author).add(new Sent(revision(), List.copyOf(flying)));
    return joined(flying);
  }

  private static TextEdit joined(List<Piece> pieces) {
    var edit = TextEdit.NONE;
    for (var piece : pieces) edit = edit.then(piece.edit());
    return edit;
  }

  void acknowledged(TextEdit edit) {
    if (!edit.equals(joined(flying))) throw new AssertionError("sent as " + joined(flying) + ", came as " + edit);
    confirmed.add(edit);
    flying.clear();
  }

  /** The next edit of the other typist was confirmed, on the present revision. */
  void take(TextEdit edit) {
    var typed = sent.get(1 - author).get(taken++);
    var pieces = over(typed, confirmed.subList((int) typed.revision(), confirmed.size()));
    if (!joined(pieces).equals(edit)) throw new AssertionError("typed as " + joined(pieces) + ", came as " + edit);
    confirmed.add(edit);
    for (var piece : pieces) {
      var here = overOwn(waiting, overOwn(flying, piece.edit()));
      text = here.apply(text);
      ahead.addLast(new Piece(piece.keystroke(), here));
      seen = piece.keystroke();
    }
  }

  private static List<Piece> over(Sent sent, List<TextEdit> between) {
    var edits = new ArrayList<>(between);
    var over = new ArrayList<Piece>();
    for (var piece : sent.pieces()) {
      var edit = piece.edit();
      for (int i = 0; i < edits.size(); i++) {
        var earlier = edits.get(i);
        edits.set(i, earlier.before(edit));
        edit = edit.after(earlier);
      }
      over.add(new Piece(piece.keystroke(), edit));
    }
    return over;
  }

  private static TextEdit overOwn(List<Piece> own, TextEdit remote) {
    var edit = remote;
    for (int i = 0; i < own.size(); i++) {
      var mine = own.get(i);
      own.set(i, new Piece(mine.keystroke(), mine.edit().after(edit)));
      edit = edit.before(mine.edit());
    }
    return edit;
  }
}
