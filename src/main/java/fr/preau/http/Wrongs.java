package fr.preau.http;

import fr.preau.http.ApiProblem.Wrong;
import io.vertx.json.schema.OutputUnit;
import io.vertx.openapi.validation.SchemaValidationException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** What the contract's validation found, in words of which there are sentences for people. */
final class Wrongs {

  private static final int MOST = 20;
  private static final Pattern PARAMETER = Pattern.compile("parameter (\\S+?)\\.? ");
  private static final Pattern PROPERTY = Pattern.compile("\"([^\"]+)\"$");
  private static final Pattern LIMIT = Pattern.compile("(-?\\d+)\\)?$");
  private static final Pattern CHOICES = Pattern.compile("\\[(.+)]$");

  private Wrongs() {}

  static List<Wrong> of(ValidatorException failure) {
    var parameter = found(PARAMETER, failure.getMessage());
    if (!(failure instanceof SchemaValidationException schema) || schema.getOutputUnit().getErrors() == null) return List.of(form(parameter));
    var units = schema.getOutputUnit().getErrors();
    var deepest = units.stream().filter(unit -> units.stream().noneMatch(other -> isInside(other, unit)));
    return deepest.limit(MOST).map(unit -> wrong(parameter, unit)).toList();
  }

  private static boolean isInside(OutputUnit inner, OutputUnit outer) {
    return inner != outer && inner.getKeywordLocation() != null && outer.getKeywordLocation() != null
        && inner.getKeywordLocation().startsWith(outer.getKeywordLocation() + "/");
  }

  /** @param parameter whose value it is; empty for the body */
  private static Wrong wrong(String parameter, OutputUnit unit) {
    var inside = unit.getInstanceLocation() == null ? "" : unit.getInstanceLocation().replaceFirst("^#?/?", "");
    var path = inside.isEmpty() ? parameter : inside;
    var keyword = unit.getKeywordLocation() == null ? "" : unit.getKeywordLocation().substring(unit.getKeywordLocation().lastIndexOf('/') + 1);
    return switch (keyword) {
      case "required" -> new Wrong(found(PROPERTY, unit.getError()), "wrong.missing", Map.of());
      case "minLength" -> new Wrong(path, "wrong.empty", Map.of());
      case "maxLength" -> new Wrong(path, "wrong.too-long", Map.of("limit", found(LIMIT, unit.getError())));
      case "minimum" -> new Wrong(path, "wrong.too-small", Map.of("limit", found(LIMIT, unit.getError())));
      case "maximum" -> new Wrong(path, "wrong.too-large", Map.of("limit", found(LIMIT, unit.getError())));
      case "enum" -> new Wrong(path, "wrong.choice", Map.of("limit", found(CHOICES, unit.getError()).replace("\"", "").replace(",", ", ")));
      default -> form(path);
    };
  }

  private static Wrong form(String path) {
    return new Wrong(path, path.isEmpty() ? "problem.invalid-request" : "wrong.form", Map.of());
  }

  private static String found(Pattern pattern, String text) {
    var match = pattern.matcher(text == null ? "" : text);
    return match.find() ? match.group(1) : "";
  }
}
