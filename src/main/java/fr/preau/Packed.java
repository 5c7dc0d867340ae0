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
import java.util.stream.Stream;

/** The files of {@code conf} and {@code webroot}: of the project's folder while developing, else those packed with the program. */
final class Packed {

  private final Optional<Path> home;
  private final Optional<Path> conf;

  Packed(Config config) {
    this.home = config.home();
    this.conf = config.conf();
  }

  /** A file of {@code conf}; one of the same name in the folder that {@code PREAU_CONF} names comes first. */
  byte[] conf(String name) {
    return conf.map(folder -> folder.resolve(name)).filter(Files::isRegularFile).map(Packed::bytes).orElseGet(() -> read("conf/" + name));
  }

  /** The texts of every language, by its code; the first is the one that others fall back to. */
  Map<String, byte[]> languages(String first) {
    var languages = new LinkedHashMap<String, byte[]>();
    languages.put(first, read("webroot/lang/" + first + ".json"));
    in("webroot/lang").forEach((name, content) -> {
      if (name.endsWith(".json")) languages.putIfAbsent(name.substring(0, name.length() - 5), content);
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
      list.sorted().forEach(file -> files.put(file.getFileName().toString(), bytes(file)));
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
