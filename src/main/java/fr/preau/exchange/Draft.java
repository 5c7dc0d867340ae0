package fr.preau.exchange;

import java.util.Map;
import java.util.Set;

/**
 * A record as a file wants it.
 *
 * @param line    where the file says so
 * @param name    what people call it
 * @param values  the properties it is to have
 * @param cleared properties it is not to have; for flags, none but those among the values
 */
record Draft(String part, long line, String id, String type, String name, Map<String, Object> values, Set<String> cleared) {

  String text(String property) {
    return values.get(property) instanceof String s ? s : null;
  }
}
