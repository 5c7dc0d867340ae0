package fr.preau.http.edge;

import java.io.IOException;
import java.net.JarURLConnection;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** The names of files in a folder, whether it is packed into the program or not. */
final class Packed {

  private Packed() {}

  /** @param folder such as {@code webroot/}, on the class path */
  static List<String> names(String folder) throws IOException {
    var address = Packed.class.getClassLoader().getResource(folder + "index.html");
    if (address == null) return List.of();
    if (!(address.openConnection() instanceof JarURLConnection packed)) return names(Path.of(URI.create(address.toString())).getParent());
    packed.setUseCaches(false);
    try (var jar = packed.getJarFile()) {
      return jar.stream().filter(entry -> !entry.isDirectory() && entry.getName().startsWith(folder)).map(entry -> entry.getName().substring(folder.length())).toList();
    }
  }

  static List<String> names(Path folder) throws IOException {
    try (var files = Files.walk(folder)) {
      return files.filter(Files::isRegularFile).map(file -> folder.relativize(file).toString().replace('\\', '/')).toList();
    }
  }
}
