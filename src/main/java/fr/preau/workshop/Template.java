package fr.preau.workshop;

import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.board.Model;
import fr.preau.board.Op;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An agenda to begin a workshop with, in every language that a workshop can have. What a phase may say is what the model declares for
 * its type, but for what belongs to one run of it.
 *
 * @param place       by which templates are in order
 * @param title       by language
 * @param description by language: for whom it is, and what people leave with
 */
public record Template(String id, double place, Map<String, String> title, Map<String, String> description, List<Phase> phases) {

  /** What a phase gets while its workshop goes on; {@code place} comes from its place in the list. */
  static final Set<String> OF_A_RUN = Set.of("place", "writer", "listener", "board", "revealed", "skipped");

  /**
   * @param texts  property → language → text
   * @param values the other properties, as records hold them
   */
  public record Phase(Map<String, Map<String, String>> texts, Map<String, Object> values) {

    public Map<String, String> title() {
      return texts.get("title");
    }

    public long minutes() {
      return values.get("minutes") instanceof Long minutes ? minutes : 0;
    }

    public String mode() {
      return values.get("mode") instanceof String mode ? mode : "shared";
    }
  }

  /** What makes a declaration no template. */
  public static final class Wrong extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private final String path;

    Wrong(String path, String reason) {
      super(reason);
      this.path = path;
    }

    /** Where in the declaration, as a JSON pointer; empty for the whole. */
    public String path() {
      return path;
    }
  }

  /**
   * The template of a declaration, given as the plain maps, lists and values of its JSON.
   *
   * @throws Wrong for the first thing in it that cannot be used
   */
  public static Template of(String id, Object declaration, Model model) {
    return new TemplateReader(model).template(id, declaration);
  }

  /** How long it takes. */
  public long minutes() {
    return phases.stream().mapToLong(Phase::minutes).sum();
  }

  /** What puts its phases into a new workshop of this language; nothing is started. */
  public List<Op.Put> agenda(String language) {
    return puts(phases.stream().map(phase -> {
      var values = new HashMap<>(phase.values());
      phase.texts().forEach((name, text) -> values.put(name, text.get(language)));
      return (Map<String, Object>) values;
    }).toList());
  }

  /** What puts the phases of an earlier workshop into a new one, in their order and as if none had been run. */
  public static List<Op.Put> agendaOf(Board board) {
    return puts(board.visible().stream().filter(record -> record.type().equals("phase"))
        .sorted(Comparator.comparingDouble(Template::placeOf).thenComparing(BoardRecord::id))
        .map(record -> {
          var values = new HashMap<>(record.values());
          values.keySet().removeAll(OF_A_RUN);
          return (Map<String, Object>) values;
        }).toList());
  }

  private static double placeOf(BoardRecord phase) {
    return phase.values().get("place") instanceof Number place ? place.doubleValue() : 0;
  }

  private static List<Op.Put> puts(List<Map<String, Object>> phases) {
    var puts = new ArrayList<Op.Put>();
    for (var values : phases) {
      var placed = new HashMap<>(values);
      placed.put("place", puts.size() + 1L);
      puts.add(new Op.Put("phase", "ph_" + (puts.size() + 1), placed));
    }
    return puts;
  }
}
