package fr.preau;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import fr.preau.board.Op;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Assumptions;

/**
 * What 339 people once voted on 54 statements (a Polis conversation of 2014, CC BY 4.0, The Computational Democracy Project), 2,995 votes in their
 * order, 123 of which replace an earlier one. It is no part of the project: it is read from {@code shared/data/polis-seattle} in a folder above.
 */
public record Polis(List<Statement> statements, List<Vote> votes) {

  /** As many statements as anybody ever agreed with at a time. */
  public static final long BUDGET = 30;

  private static final String FOLDER = "shared/data/polis-seattle";
  private static final int MAX_TITLE = 120;

  public record Statement(String id, String text) {

    /** The statement as a card to vote on. */
    public Op card() {
      return new Op.Put("card", "c_" + id, Map.of("kind", "note", "title", text.substring(0, Math.min(MAX_TITLE, text.length())).strip(), "body", text));
    }
  }

  /** @param opinion 1 for who agrees, 0 for who passes, −1 for who disagrees */
  public record Vote(String voter, String statement, int opinion) {

    public boolean agrees() {
      return opinion > 0;
    }

    /** The opinion on a scale from 0 to 5: 1, 3 or 5. */
    public int score() {
      return 3 + 2 * opinion;
    }
  }

  /** Reads it; where it is not beside the project, the test is skipped, and says so. */
  public static Polis orSkip() {
    var polis = read();
    if (polis == null) System.out.println("skipped: no folder " + FOLDER + " beside the project");
    Assumptions.assumeTrue(polis != null, "no folder " + FOLDER + " beside the project");
    return polis;
  }

  /** Reads it; null where it is not beside the project. */
  public static Polis read() {
    for (var place = Path.of("").toAbsolutePath(); place != null; place = place.getParent()) {
      var folder = place.resolve(FOLDER);
      if (Files.isDirectory(folder)) return read(folder);
    }
    return null;
  }

  private static Polis read(Path folder) {
    var statements = rows(folder, "comments.csv").stream().map(row -> new Statement(row.getField("comment-id"), row.getField("comment-body"))).toList();
    var votes = rows(folder, "votes.csv").stream().map(row -> new Vote(row.getField("voter-id"), row.getField("comment-id"), Integer.parseInt(row.getField("vote")))).toList();
    return new Polis(statements, votes);
  }

  private static List<NamedCsvRecord> rows(Path folder, String file) {
    try (var csv = CsvReader.builder().ofNamedCsvRecord(folder.resolve(file))) {
      var rows = new ArrayList<>(csv.stream().toList());
      rows.sort(Comparator.comparingLong(row -> Long.parseLong(row.getField("timestamp"))));
      return rows;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Who voted, in the order in which they first did. */
  public Set<String> voters() {
    var voters = new LinkedHashSet<String>();
    votes.forEach(vote -> voters.add(vote.voter()));
    return voters;
  }

  /** Makes a vote the change of a ballot with dots, one on each card that its voter agrees with: the first one puts it, each other sets it. */
  public static final class Dots {

    private final String poll;
    private final Set<String> begun = new HashSet<>();

    public Dots(String poll) {
      this.poll = poll;
    }

    /** The poll itself. */
    public Op.Put poll(boolean open) {
      return new Op.Put("poll", poll, Map.of("title", "D’accord ?", "way", "dots", "budget", BUDGET, "most", 1L, "open", open));
    }

    public Op of(Vote vote) {
      var values = new HashMap<String, Object>();
      boolean first = begun.add(vote.voter());
      if (first) values.put("poll", poll);
      if (vote.agrees() || !first) values.put("on:c_" + vote.statement(), vote.agrees() ? 1L : null);
      var id = "v_" + poll + "_" + vote.voter();
      return first ? new Op.Put("ballot", id, values) : new Op.Set(id, values);
    }
  }

  /** A count of votes which has nothing to do with the server's. */
  public static final class Count {

    /** Statement → voter → their latest vote. */
    private final Map<String, Map<String, Vote>> latest = new LinkedHashMap<>();

    /** Whether it replaces an earlier one of the same person on the same statement. */
    public boolean add(Vote vote) {
      return latest.computeIfAbsent(vote.statement(), unknown -> new LinkedHashMap<>()).put(vote.voter(), vote) != null;
    }

    /** Card → how many agree, where somebody does. */
    public Map<String, Long> totals() {
      var totals = new TreeMap<String, Long>();
      latest.forEach((statement, votes) -> votes.values().stream().filter(Vote::agrees).forEach(vote -> totals.merge("c_" + statement, 1L, Long::sum)));
      return totals;
    }

    /** Who agrees with something. */
    public Set<String> agreeing() {
      var agreeing = new TreeSet<String>();
      latest.values().forEach(votes -> votes.values().stream().filter(Vote::agrees).forEach(vote -> agreeing.add(vote.voter())));
      return agreeing;
    }

    /** Who has voted on a statement. */
    public Set<String> votersOn(String statement) {
      return new TreeSet<>(latest.getOrDefault(statement, Map.of()).keySet());
    }

    /** How many gave a statement 0, 1, … 5. */
    public List<Integer> scores(String statement) {
      var scores = new int[6];
      latest.getOrDefault(statement, Map.of()).values().forEach(vote -> scores[vote.score()]++);
      return Arrays.stream(scores).boxed().toList();
    }
  }
}
