package fr.preau;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import fr.preau.board.Model;
import fr.preau.config.ConfigException;
import fr.preau.workshop.Template;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** Reads the files of templates. The first that cannot be used stops the start, with its name, the line and why. */
final class TemplateFiles {

  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9-]{0,39}");
  private static final JsonFactory JSON = JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
      .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(16).build()).build();

  /** JSON pointer → the line on which that value begins. */
  private final Map<String, Integer> lines = new HashMap<>();

  private TemplateFiles() {}

  /**
   * @param files of a folder, by their names
   * @return the templates in their order
   */
  static List<Template> read(Map<String, Packed.File> files, Model model) {
    var templates = new ArrayList<Template>();
    files.forEach((name, file) -> {
      if (name.endsWith(".json")) templates.add(new TemplateFiles().template(name.substring(0, name.length() - 5), file, model));
    });
    templates.sort(Comparator.comparingDouble(Template::place).thenComparing(Template::id));
    return List.copyOf(templates);
  }

  private Template template(String id, Packed.File file, Model model) {
    if (!NAME.matcher(id).matches()) throw refused(file, "its name must be 1 to 40 of the characters a-z, 0-9 and -, and begin with none of the latter");
    try (var json = JSON.createParser(file.content())) {
      json.nextToken();
      var declaration = value(json, "");
      if (json.nextToken() != null) throw refused(file, line(json.currentTokenLocation().getLineNr()) + "nothing can stand behind the end");
      return Template.of(id, declaration, model);
    } catch (Template.Wrong wrong) {
      throw refused(file, line(lineOf(wrong.path())) + place(wrong.path()) + " " + wrong.getMessage());
    } catch (JsonProcessingException e) {
      throw refused(file, (e.getLocation() == null ? "" : line(e.getLocation().getLineNr())) + "this is not JSON: " + e.getOriginalMessage().lines().findFirst().orElse(""));
    } catch (IOException e) {
      throw refused(file, "it is not text in UTF-8");
    }
  }

  /** The value that begins here, of plain maps and lists, with whole numbers as Long. */
  private Object value(JsonParser json, String path) throws IOException {
    lines.put(path, json.currentTokenLocation().getLineNr());
    return switch (json.currentToken()) {
      case null -> null;
      case START_OBJECT -> {
        var map = new LinkedHashMap<String, Object>();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
          var name = json.currentName();
          json.nextToken();
          map.put(name, value(json, path + "/" + name));
        }
        yield map;
      }
      case START_ARRAY -> {
        var list = new ArrayList<>();
        while (json.nextToken() != JsonToken.END_ARRAY) list.add(value(json, path + "/" + list.size()));
        yield list;
      }
      case VALUE_STRING -> json.getText();
      case VALUE_NUMBER_INT -> json.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? json.getText() : (Object) json.getLongValue();
      case VALUE_NUMBER_FLOAT -> json.getDoubleValue();
      case VALUE_TRUE -> true;
      case VALUE_FALSE -> false;
      default -> null;
    };
  }

  private int lineOf(String path) {
    return lines.getOrDefault(path, 1);
  }

  /** As people count: {@code "mode" of phase 3}. */
  private static String place(String path) {
    var steps = path.split("/");
    var within = steps.length > 2 && steps[1].equals("phases") ? " of phase " + (Integer.parseInt(steps[2]) + 1) : "";
    if (steps.length == 3 && !within.isEmpty()) return "phase " + (Integer.parseInt(steps[2]) + 1);
    var inside = List.of(steps).subList(within.isEmpty() ? 1 : 3, steps.length);
    return inside.isEmpty() ? "it" : "\"" + String.join("/", inside) + "\"" + within;
  }

  private static String line(int number) {
    return "line " + number + ": ";
  }

  private static ConfigException refused(Packed.File file, String reason) {
    return new ConfigException("The template " + file.shown() + " cannot be used: " + reason + ".");
  }
}
