package fr.preau.board;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The types of records, their kinds, properties, limits, links and rights, as declared in {@code conf/model.json}. A new
 * kind of card is a line there, not a class. The browser reads the same declaration to build its forms.
 */
public final class Model {

  private final Map<String, Type> types;
  private final Set<String> families;
  private final int maxRecords;
  private final int maxOps;

  /**
   * A type of record.
   *
   * @param kinds     its kinds by name; empty where the type has none
   * @param unique    properties that no two records outside the bin may share, together; empty for none
   * @param rights    verb → role → {@code "any"} or {@code "own"}; absent means no
   */
  public record Type(String name, Map<String, Property> properties, Map<String, Kind> kinds, List<String> unique,
                     Map<String, Map<String, String>> rights, List<String> hangsBy, List<String> through, List<String> edges) {}

  /**
   * A kind of card or link.
   *
   * @param from for links: the kinds or types that it may start at, {@code *} for any; empty for cards
   * @param to   for links: where it may end
   * @param loop for links: whether it may start and end at the same record
   */
  public record Kind(String name, Map<String, Property> properties, Set<String> from, Set<String> to, boolean loop) {}

  private Model(Map<String, Type> types, Set<String> families, int maxRecords, int maxOps) {
    this.types = types;
    this.families = families;
    this.maxRecords = maxRecords;
    this.maxOps = maxOps;
  }

  /**
   * The model of a declaration, given as the plain maps, lists and values of its JSON.
   *
   * @throws IllegalArgumentException where the declaration is not one, naming the place
   */
  @SuppressWarnings("unchecked")
  public static Model of(Map<String, Object> declaration) {
    var families = new LinkedHashSet<>(map(declaration, "families", "model").keySet());
    var types = new LinkedHashMap<String, Type>();
    map(declaration, "types", "model").forEach((name, value) -> {
      try {
        types.put(name, type(name, (Map<String, Object>) value, families));
      } catch (RuntimeException e) {
        throw new IllegalArgumentException("model: type " + name + ": " + e.getMessage(), e);
      }
    });
    var limits = map(declaration, "limits", "model");
    return new Model(types, families, ((Number) limits.get("records")).intValue(), ((Number) limits.get("ops")).intValue());
  }

  private static Type type(String name, Map<String, Object> declared, Set<String> families) {
    var properties = properties(declared, families);
    var kinds = new LinkedHashMap<String, Kind>();
    optional(declared, "kinds").forEach((kind, value) -> kinds.put(kind, kind(kind, cast(value), families)));
    var rights = new LinkedHashMap<String, Map<String, String>>();
    optional(declared, "rights").forEach((verb, roles) -> {
      var byRole = new LinkedHashMap<String, String>();
      cast(roles).forEach((role, whose) -> byRole.put(role, (String) whose));
      rights.put(verb, byRole);
    });
    var unique = strings(declared.get("unique"));
    var hangsBy = properties.values().stream().filter(Property::hangs).map(Property::name).toList();
    var through = properties.values().stream().filter(Property::through).map(Property::name).toList();
    var edges = new ArrayList<>(hangsBy);
    edges.addAll(through);
    unique.stream().filter(property -> !edges.contains(property)).forEach(edges::add);
    return new Type(name, properties, kinds, unique, rights, hangsBy, through, edges);
  }

  private static Kind kind(String name, Map<String, Object> declared, Set<String> families) {
    return new Kind(name, properties(declared, families), new LinkedHashSet<>(strings(declared.get("from"))),
        new LinkedHashSet<>(strings(declared.get("to"))), !Boolean.FALSE.equals(declared.get("loop")));
  }

  private static Map<String, Property> properties(Map<String, Object> declared, Set<String> families) {
    var properties = new LinkedHashMap<String, Property>();
    optional(declared, "properties").forEach((name, value) -> properties.put(name, Property.of(name, cast(value), families)));
    return properties;
  }

  private static List<String> strings(Object value) {
    if (!(value instanceof List<?> list)) return List.of();
    return list.stream().map(String.class::cast).toList();
  }

  private static Map<String, Object> map(Map<String, Object> of, String name, String where) {
    if (of.get(name) instanceof Map<?, ?> map) return cast(map);
    throw new IllegalArgumentException(where + ": " + name + " is missing");
  }

  private static Map<String, Object> optional(Map<String, Object> of, String name) {
    return of.get(name) == null ? Map.of() : cast(of.get(name));
  }

  @SuppressWarnings("unchecked")
  private static Map<String, Object> cast(Object value) {
    return (Map<String, Object>) value;
  }

  /** The type with this name, or null. */
  public Type type(String name) {
    return types.get(name);
  }

  public Map<String, Type> types() {
    return types;
  }

  public Set<String> families() {
    return families;
  }

  /** How many records a workshop may hold, the bin included. */
  public int maxRecords() {
    return maxRecords;
  }

  /** How many operations a client's transaction may have. */
  public int maxOps() {
    return maxOps;
  }

  /** What the model says of a property of a record of this type and kind, or null; {@code tag:eau} is found as {@code tag}. */
  public Property property(String type, String kind, String name) {
    var declared = types.get(type);
    if (declared == null) return null;
    var colon = name.indexOf(':');
    var base = colon < 0 ? name : name.substring(0, colon);
    var property = declared.properties().get(base);
    if (property == null && kind != null && declared.kinds().get(kind) instanceof Kind k) property = k.properties().get(base);
    return property == null || property.is().isKeyed() != (colon >= 0) ? null : property;
  }

  /** All properties of records of this type and kind. */
  public List<Property> properties(String type, String kind) {
    var declared = types.get(type);
    var all = new ArrayList<>(declared.properties().values());
    if (kind != null && declared.kinds().get(kind) instanceof Kind k) all.addAll(k.properties().values());
    return all;
  }

  /** The properties by which records of this type hang on others. */
  public List<String> hangsBy(String type) {
    var declared = types.get(type);
    return declared == null ? List.of() : declared.hangsBy();
  }

  List<String> through(String type) {
    var declared = types.get(type);
    return declared == null ? List.of() : declared.through();
  }

  List<String> edgesOf(String type) {
    var declared = types.get(type);
    return declared == null ? List.of() : declared.edges();
  }

  boolean hasUniqueKey(String type) {
    var declared = types.get(type);
    return declared != null && !declared.unique().isEmpty();
  }

  /** The key that no two records of the type outside the bin may share, or null where the type has no such rule. */
  String uniqueKey(String type, Map<String, Object> values) {
    if (!hasUniqueKey(type)) return null;
    var key = new StringBuilder(type);
    for (var property : types.get(type).unique()) key.append('\n').append(values.get(property));
    return key.toString();
  }
}
