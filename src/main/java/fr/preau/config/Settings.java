package fr.preau.config;

import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.StringReader;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * The raw settings and where each came from. Later ones win: the packed {@code conf/preau.properties}, the
 * {@code preau.properties} of the folder that {@code PREAU_CONF} names, the environment ({@code PREAU_DB_URL}), system properties
 * ({@code preau.db-url}).
 */
final class Settings {

  private static final String FILE = "preau.properties";
  private static final String PACKED = "conf/" + FILE;
  private static final String OCTET = "(25[0-5]|2[0-4]\\d|1?\\d?\\d)";
  private static final String NETWORK = OCTET + "(\\." + OCTET + "){3}(/(3[0-2]|[12]?\\d))?|(?=[^/]*:)[0-9a-fA-F:.]{2,45}(/(12[0-8]|1[01]\\d|[1-9]?\\d))?";

  private record Setting(String value, String shownAs) {}

  private final Map<String, Setting> settings = new TreeMap<>();

  static Map<String, String> systemProperties() {
    var properties = new HashMap<String, String>();
    for (var name : System.getProperties().stringPropertyNames()) if (name.startsWith("preau.")) properties.put(name, System.getProperty(name));
    return properties;
  }

  static Settings collect(Map<String, String> environment, Map<String, String> properties) {
    var settings = new Settings();
    settings.packed();
    settings.environment(environment);
    settings.properties(properties);
    var folder = settings.folder("conf");
    if (folder.isPresent() && Files.exists(folder.get().resolve(FILE))) {
      settings.external(folder.get().resolve(FILE));
      settings.environment(environment);
      settings.properties(properties);
    }
    return settings;
  }

  private void packed() {
    try (var stream = Settings.class.getClassLoader().getResourceAsStream(PACKED)) {
      if (stream == null) throw new ConfigException("The packed " + PACKED + " is missing.");
      var packed = read(new InputStreamReader(stream, StandardCharsets.UTF_8));
      packed.forEach((name, value) -> settings.put(name, new Setting(value, name)));
    } catch (IOException e) {
      throw new ConfigException("The packed " + PACKED + " cannot be read: " + e.getMessage());
    }
  }

  private void external(Path file) {
    try {
      read(new StringReader(Files.readString(file))).forEach((name, value) -> set(name, value, name + " (" + file + ")"));
    } catch (IOException | IllegalArgumentException e) {
      throw new ConfigException("The settings in " + file + " cannot be read: " + e.getMessage() + ". Write lines such as port = 8080, in UTF-8.");
    }
  }

  private static Map<String, String> read(Reader reader) throws IOException {
    var properties = new Properties();
    properties.load(reader);
    var read = new TreeMap<String, String>();
    for (var name : properties.stringPropertyNames()) read.put(name, properties.getProperty(name).strip());
    return read;
  }

  private void environment(Map<String, String> environment) {
    new TreeMap<>(environment).forEach((variable, value) -> {
      if (variable.startsWith("PREAU_")) set(variable.substring(6).toLowerCase(Locale.ROOT).replace('_', '-'), value.strip(), variable);
    });
  }

  private void properties(Map<String, String> properties) {
    new TreeMap<>(properties).forEach((property, value) -> {
      if (property.startsWith("preau.")) set(property.substring(6), value.strip(), property);
    });
  }

  private void set(String name, String value, String shownAs) {
    if (!settings.containsKey(name)) throw new ConfigException("There is no setting " + shownAs + "." + nearest(name));
    settings.put(name, new Setting(value, shownAs));
  }

  private String nearest(String name) {
    return settings.keySet().stream().filter(known -> distance(known, name) <= Math.max(2, known.length() / 3))
        .min((a, b) -> Integer.compare(distance(a, name), distance(b, name)))
        .map(known -> " Did you mean " + known + "?").orElse(" There are: " + String.join(", ", settings.keySet()) + ".");
  }

  /** How many letters to insert, delete or replace (Levenshtein). */
  private static int distance(String from, String to) {
    var costs = new int[to.length() + 1];
    for (int j = 0; j <= to.length(); j++) costs[j] = j;
    for (int i = 1; i <= from.length(); i++) {
      int diagonal = costs[0];
      costs[0] = i;
      for (int j = 1; j <= to.length(); j++) {
        int replaced = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
        diagonal = costs[j];
        costs[j] = Math.min(replaced, 1 + Math.min(costs[j], costs[j - 1]));
      }
    }
    return costs[to.length()];
  }

  private String value(String name) {
    return settings.get(name).value();
  }

  ConfigException refused(String name, String allowed) {
    var setting = settings.get(name);
    var shown = name.equals("db-url") ? "its value (not shown: it may hold a password)" : "\"" + setting.value() + "\"";
    return new ConfigException("The setting " + setting.shownAs() + " cannot be " + shown + ": allowed is " + allowed + ".");
  }

  String text(String name) {
    if (value(name).isEmpty()) throw refused(name, "a text that is not empty");
    return value(name);
  }

  private Optional<String> optional(String name) {
    return value(name).isEmpty() ? Optional.empty() : Optional.of(value(name));
  }

  int number(String name, int least, int greatest) {
    var allowed = "a whole number from " + least + " to " + greatest;
    if (!value(name).matches("\\d{1,9}")) throw refused(name, allowed);
    int number = Integer.parseInt(value(name));
    if (number < least || number > greatest) throw refused(name, allowed);
    return number;
  }

  boolean flag(String name) {
    return choice(name, List.of("true", "false")).equals("true");
  }

  String choice(String name, List<String> choices) {
    if (!choices.contains(value(name))) throw refused(name, String.join(" or ", choices));
    return value(name);
  }

  Path path(String name) {
    try {
      return Path.of(text(name)).toAbsolutePath().normalize();
    } catch (InvalidPathException e) {
      throw refused(name, "a path");
    }
  }

  Optional<Path> file(String name) {
    return optional(name).map(set -> {
      if (!Files.isReadable(path(name)) || Files.isDirectory(path(name))) throw refused(name, "a file that can be read");
      return path(name);
    });
  }

  Optional<Path> folder(String name) {
    return optional(name).map(set -> {
      if (!Files.isDirectory(path(name))) throw refused(name, "a folder that exists");
      return path(name);
    });
  }

  /** Empty where nobody has set it, and what is packed serves. */
  Optional<Path> folderElsePacked(String name) {
    var untouched = settings.get(name).shownAs().equals(name);
    return untouched ? Optional.empty() : folder(name);
  }

  /** A PEM file that has a block of this kind. */
  Optional<Path> pem(String name, String block) {
    var file = file(name);
    file.ifPresent(path -> {
      try {
        if (!Files.readString(path).matches("(?s).*-----BEGIN [A-Z ]*" + block + "-----.*")) throw refused(name, "a PEM file with a " + block);
      } catch (IOException notText) {
        throw refused(name, "a PEM file with a " + block);
      }
    });
    return file;
  }

  /** An address of this machine, or the one that stands for all of them. */
  String localAddress(String name) {
    var allowed = "an address of this machine such as 127.0.0.1, or 0.0.0.0 for all of them";
    if (value(name).isEmpty()) throw refused(name, allowed);
    try {
      var address = InetAddress.getByName(value(name));
      if (!address.isAnyLocalAddress() && NetworkInterface.getByInetAddress(address) == null) throw refused(name, allowed);
      return value(name);
    } catch (UnknownHostException | SocketException e) {
      throw refused(name, allowed);
    }
  }

  Optional<String> url(String name) {
    return optional(name).map(url -> {
      if (!url.matches("https?://[^\\s/?#@]+/?")) throw refused(name, "an address such as https://preau.example.org, without a path");
      return url.replaceAll("/+$", "");
    });
  }

  Optional<DatabaseUrl> database(String name) {
    return optional(name).map(url -> {
      try {
        return DatabaseUrl.parse(url);
      } catch (IllegalArgumentException e) {
        throw refused(name, DatabaseUrl.FORM);
      }
    });
  }

  List<String> origins(String name) {
    return list(name, "https?://[^\\s/?#@]+", "addresses such as https://example.org without a path, separated by commas");
  }

  List<String> networks(String name) {
    var allowed = "IP addresses or networks such as 10.0.0.0/8, separated by commas";
    var networks = list(name, NETWORK, allowed);
    for (var network : networks) if (network.contains(":") && !isAddress(network.split("/")[0])) throw refused(name, allowed);
    return networks;
  }

  /** @param text with a colon, for which no name server is asked */
  private static boolean isAddress(String text) {
    try {
      return InetAddress.getByName(text) != null;
    } catch (UnknownHostException e) {
      return false;
    }
  }

  private List<String> list(String name, String each, String allowed) {
    var parts = value(name).isEmpty() ? Stream.<String>empty() : Arrays.stream(value(name).split(",")).map(String::strip);
    return parts.map(part -> {
      if (!part.matches(each)) throw refused(name, allowed);
      return part;
    }).toList();
  }
}
