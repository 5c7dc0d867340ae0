package fr.preau.http.edge;

import io.vertx.core.json.JsonObject;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * Everything that the page consists of, as one file for its service worker, and the version that stands for all of it: the files
 * of {@code webroot}, and those of libraries that they import, near or far.
 *
 * @param version changes when any of the files does
 * @param json    {@code {"version": …, "files": {path: {"type": …, "text": …}}}}
 */
record Offline(String version, byte[] json) {

  private static final Pattern IMPORTS = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"(/vendor/[^\"]+)\"");
  private static final Pattern NAMES = Pattern.compile("(?:\\bfrom\\s*|\\bimport\\s*\\(?\\s*)[\"']([^\"'\\s]+)[\"']|[\"'](/vendor/[^\"'\\s]+)[\"']");

  /**
   * @param page    with the import map
   * @param webroot path as in an address → content
   * @param vendor  the content at such an address of a library; null where there is none
   * @param type    of a file, by its path
   */
  static Offline of(String page, Map<String, String> webroot, Function<String, byte[]> vendor, Function<String, String> type) {
    var imports = imports(page);
    var files = new TreeMap<>(webroot);
    var toRead = new ArrayDeque<>(webroot.keySet());
    while (!toRead.isEmpty()) {
      var path = toRead.poll();
      if (!path.endsWith(".js")) continue;
      var names = NAMES.matcher(files.get(path));
      while (names.find()) {
        var found = resolved(path, names.group(1) == null ? names.group(2) : names.group(1), imports);
        if (!found.startsWith("/vendor/") || files.containsKey(found)) continue;
        var content = vendor.apply(found);
        if (content == null) continue;
        files.put(found, new String(content, StandardCharsets.UTF_8));
        toRead.add(found);
      }
    }
    var version = version(page, files);
    var listed = new JsonObject();
    files.forEach((path, text) -> listed.put(path, new JsonObject().put("type", type.apply(path)).put("text", text)));
    return new Offline(version, new JsonObject().put("version", version).put("files", listed).toBuffer().getBytes());
  }

  private static Map<String, String> imports(String page) {
    var imports = new HashMap<String, String>();
    var entries = IMPORTS.matcher(page);
    while (entries.find()) imports.put(entries.group(1), entries.group(2));
    return imports;
  }

  private static String resolved(String from, String name, Map<String, String> imports) {
    if (name.startsWith("/")) return name;
    if (name.startsWith(".")) return URI.create(from).resolve(name).getPath();
    var folder = name.substring(0, name.indexOf('/') + 1);
    return imports.getOrDefault(name, imports.getOrDefault(folder, "") + name.substring(folder.length()));
  }

  private static String version(String page, Map<String, String> files) {
    var all = new StringBuilder(page);
    files.forEach((path, text) -> all.append('\0').append(path).append('\0').append(text));
    return Base64.getUrlEncoder().withoutPadding().encodeToString(SecurityHeaders.digest(all.toString().getBytes(StandardCharsets.UTF_8))).substring(0, 22);
  }
}
