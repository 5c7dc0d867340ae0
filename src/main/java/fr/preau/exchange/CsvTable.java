package fr.preau.exchange;

import de.siegmar.fastcsv.reader.CsvParseException;
import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * A CSV file as the world writes it, read as a stream and no further than a limit: its header and its lines, with the
 * number that an editor shows for each.
 */
final class CsvTable {

  /** Stands alone on a line after the last: where it does not arrive, a quote was never closed. */
  private static final String END = "\u0001";
  private static final int MOST_COLUMNS = 500;
  /** Characters; what is longer is a quote that was never closed. */
  private static final int MOST_IN_A_LINE = 1 << 20;

  private final List<String> header;
  private final List<Row> rows;

  record Row(long line, List<String> cells) {

    /** The cell of a column; empty where the line stops before it. */
    String cell(int column) {
      return column < 0 || column >= cells.size() ? "" : cells.get(column);
    }
  }

  private CsvTable(List<String> header, List<Row> rows) {
    this.header = header;
    this.rows = rows;
  }

  List<String> header() {
    return header;
  }

  List<Row> rows() {
    return rows;
  }

  /**
   * @param limit how many lines it may have beside its header
   * @return null where it cannot be read at all; why is then among the problems
   */
  static CsvTable read(String part, byte[] bytes, int limit, Problems problems) {
    var encoding = Encoding.of(part, bytes, problems);
    if (encoding == null) return null;
    var start = encoding.start();
    var separator = separator(firstLine(bytes, start, encoding.charset()));
    var body = new ByteArrayInputStream(bytes, start, bytes.length - start);
    var end = new ByteArrayInputStream(("\n" + END).getBytes(encoding.charset()));
    var reader = CsvReader.builder().fieldSeparator(separator).allowExtraFields(true).allowMissingFields(true).maxBufferSize(MOST_IN_A_LINE);
    try (var csv = reader.ofCsvRecord(new InputStreamReader(new SequenceInputStream(body, end), encoding.charset()))) {
      return read(part, csv, limit, problems);
    } catch (IOException e) {
      throw new UncheckedIOException("reading bytes in memory", e);
    }
  }

  private static CsvTable read(String part, CsvReader<CsvRecord> csv, int limit, Problems problems) {
    List<String> header = null;
    var rows = new ArrayList<Row>();
    var last = 1L;
    try {
      for (var row : csv) {
        if (row.getFieldCount() == 1 && row.getField(0).equals(END)) return finished(part, header, rows, problems);
        last = row.getStartingLineNumber();
        if (header == null) {
          if (row.getField(0).startsWith("sep=") && row.getFieldCount() <= 2) continue;
          header = row.getFields().stream().map(String::strip).toList();
          if (!sound(part, last, header, problems)) return null;
        } else if (!blank(row)) {
          if (rows.size() == limit) {
            problems.add(part, last, "too-many-lines", "limit", limit);
            return null;
          }
          tellExtra(part, header, row, problems);
          rows.add(new Row(last, row.getFields()));
        }
        if (problems.full()) return null;
      }
      problems.add(part, last, "quotes");
    } catch (CsvParseException e) {
      problems.add(part, header == null ? 1 : last + 1, "quotes");
    }
    return null;
  }

  private static CsvTable finished(String part, List<String> header, List<Row> rows, Problems problems) {
    if (header != null) return new CsvTable(header, rows);
    problems.add(part, 0, "empty");
    return null;
  }

  private static boolean sound(String part, long line, List<String> header, Problems problems) {
    if (header.size() > MOST_COLUMNS) {
      problems.add(part, line, "too-many-columns", "limit", MOST_COLUMNS);
      return false;
    }
    for (int i = 0; i < header.size(); i++) {
      if (!header.get(i).isEmpty() && header.indexOf(header.get(i)) < i) {
        problems.add(part, line, "same-column", "column", shown(header.get(i)));
        return false;
      }
    }
    return true;
  }

  private static void tellExtra(String part, List<String> header, CsvRecord row, Problems problems) {
    for (int i = header.size(); i < row.getFieldCount(); i++) {
      if (row.getField(i).isBlank()) continue;
      problems.add(part, row.getStartingLineNumber(), "cells", "found", row.getFieldCount(), "limit", header.size());
      return;
    }
  }

  private static boolean blank(CsvRecord row) {
    return row.getFields().stream().allMatch(String::isBlank);
  }

  private static String firstLine(byte[] bytes, int start, Charset charset) {
    var text = new String(bytes, start, Math.min(bytes.length - start, 64 * 1024), charset);
    if (text.startsWith("sep=")) return text.length() > 4 ? text.substring(4, 5) : "";
    text = text.stripLeading();
    var quoted = false;
    for (int i = 0; i < text.length(); i++) {
      if (text.charAt(i) == '"') quoted = !quoted;
      else if (!quoted && (text.charAt(i) == '\n' || text.charAt(i) == '\r')) return text.substring(0, i);
    }
    return text;
  }

  /** Of comma, semicolon and tab, what stands most often outside quotes. */
  private static char separator(String line) {
    var best = ',';
    var most = 0L;
    for (var candidate : new char[] {',', ';', '\t'}) {
      var quoted = false;
      var count = 0L;
      for (int i = 0; i < line.length(); i++) {
        if (line.charAt(i) == '"') quoted = !quoted;
        else if (!quoted && line.charAt(i) == candidate) count++;
      }
      if (count > most) {
        most = count;
        best = candidate;
      }
    }
    return best;
  }

  /** What a stranger wrote, short and clean enough to be shown back. */
  static String shown(String text) {
    var clean = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).replaceAll("\\p{Cntrl}+", " ").strip();
    return clean.length() > 60 ? clean.substring(0, clean.offsetByCodePoints(0, Math.min(50, clean.codePointCount(0, clean.length())))) + "…" : clean;
  }
}
