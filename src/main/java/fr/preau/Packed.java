package fr.preau;

import fr.preau.config.Config;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The files of {@code conf} and {@code webroot}: of the project's folder while developing, else those packed with the program. */
final class Packed {

  private static final String JSON = ".json";
  private static final String TEMPLATES = "templates";

  private final Optional<Path> home;
  private final Optional<Path> conf;
  private final Optional<Path> templates;

  /** @param shown how people find it */
  record File(String shown, byte[] content) {}

  Packed(Config config) {
    this.home = config.home();
    this.conf = config.conf();
    this.templates = config.templates();
  }

  /** A file of {@code conf}; one of the same name in the folder that {@code PREAU_CONF} names comes first. */
  byte[] conf(String name) {
    return conf.map(folder -> folder.resolve(name)).filter(Files::isRegularFile).map(Packed::bytes).orElseGet(() -> read("conf/" + name));
  }

  /** The files of the folder that is set, else the packed ones with those of {@code PREAU_CONF} beside or in place of them; by name. */
  Map<String, File> templates() {
    if (templates.isPresent()) return files(templates.get());
    var files = new TreeMap<String, File>();
    in("conf/" + TEMPLATES).forEach((name, content) -> files.put(name, new File("conf/" + TEMPLATES + "/" + name, content)));
    conf.map(folder -> folder.resolve(TEMPLATES)).filter(Files::isDirectory).ifPresent(folder -> files.putAll(files(folder)));
    return files;
  }

  private static Map<String, File> files(Path folder) {
    var files = new TreeMap<String, File>();
    all(folder).forEach((name, content) -> files.put(name, new File(folder.resolve(name).toString(), content)));
    return files;
  }

  /** The texts of every language, by its code; the first is the one that others fall back to. */
  Map<String, byte[]> languages(String first) {
    var languages = new LinkedHashMap<String, byte[]>();
    languages.put(first, read("webroot/lang/" + first + ".json"));
    in("webroot/lang").forEach((name, content) -> {
      if (name.endsWith(JSON)) languages.putIfAbsent(name.substring(0, name.length() - JSON.length()), content);
    });
    return languages;
  }

  private byte[] read(String path) {
    if (home.isPresent()) return bytes(home.get().resolve(path));
    try (var stream = Packed.class.getClassLoader().getResourceAsStream(path)) {
      if (stream == null) throw new IllegalStateException("The packed " + path + " is missing.");
      return stream.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Map<String, byte[]> in(String folder) {
    if (home.isPresent()) return all(home.get().resolve(folder));
    try {
      URI address = Packed.class.getClassLoader().getResource(folder).toURI();
      if (!address.getScheme().equals("jar")) return all(Path.of(address));
      try (var jar = FileSystems.newFileSystem(address, Map.of())) {
        return all(jar.getPath(folder));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  private static Map<String, byte[]> all(Path folder) {
    var files = new LinkedHashMap<String, byte[]>();
    try (Stream<Path> list = Files.list(folder)) {
      list.filter(Files::isRegularFile).sorted().forEach(file -> files.put(file.getFileName().toString(), bytes(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return files;
  }

  private static byte[] bytes(Path file) {
    try {
      return Files.readAllBytes(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
