package fr.preau.exchange;

import fr.preau.board.Board;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDateTime;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Both tables of a map in one archive. */
final class ZipExporter implements Exporter {

  /** The first moment that the format knows: the same board gives the same bytes on any day. */
  private static final LocalDateTime FIRST = LocalDateTime.of(1980, 1, 1, 0, 0);

  @Override
  public String mediaType() {
    return "application/zip";
  }

  @Override
  public String fileName(Board board) {
    return Listing.fileName(board, "map.zip");
  }

  @Override
  public void write(Board board, OutputStream out) throws IOException {
    var zip = new ZipOutputStream(out);
    entry(zip, "nodes.csv", CsvExporter.nodes(), board);
    entry(zip, "links.csv", CsvExporter.links(), board);
    zip.finish();
    zip.flush();
  }

  private static void entry(ZipOutputStream zip, String name, Exporter table, Board board) throws IOException {
    var entry = new ZipEntry(name);
    entry.setTimeLocal(FIRST);
    zip.putNextEntry(entry);
    table.write(board, zip);
    zip.closeEntry();
  }
}
