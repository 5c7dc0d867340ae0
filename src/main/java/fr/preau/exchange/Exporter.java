package fr.preau.exchange;

import fr.preau.board.Board;
import java.io.IOException;
import java.io.OutputStream;

/** Writes what is on a board in one format. The same board always gives the same bytes. */
public interface Exporter {

  String mediaType();

  /** A name for the file, of ASCII letters, digits, {@code -} and {@code .}, that says what it holds. */
  String fileName(Board board);

  /**
   * Writes the file and leaves the stream open.
   *
   * @param board what the reader may see
   */
  void write(Board board, OutputStream out) throws IOException;
}
