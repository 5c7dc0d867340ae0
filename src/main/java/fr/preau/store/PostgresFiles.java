package fr.preau.store;

import io.zonky.test.db.postgres.embedded.DefaultPostgresBinaryResolver;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/** PostgreSQL's programs, unpacked from the class path. */
final class PostgresFiles {

  private PostgresFiles() {}

  /** The folder of the programs, inside this one; unpacks them where these very ones are not there yet. */
  static Path unpackedIn(Path folder) throws IOException {
    var packed = packed();
    var target = folder.resolve("postgresql-" + digest(packed).substring(0, 12));
    if (Files.isExecutable(target.resolve("bin/postgres"))) return target;
    var unfinished = folder.resolve("postgresql-unpacking");
    delete(unfinished);
    unpack(new ByteArrayInputStream(packed), unfinished);
    return Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
  }

  private static byte[] packed() throws IOException {
    var system = System.getProperty("os.name");
    var machine = System.getProperty("os.arch");
    try (var stream = DefaultPostgresBinaryResolver.INSTANCE.getPgBinary(system, machine)) {
      return stream.readAllBytes();
    } catch (IllegalStateException missing) {
      throw new StorageFailure("No PostgreSQL is packed for " + system + " " + machine + ": set PREAU_DB_URL to one of yours (15 or newer).");
    }
  }

  private static String digest(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void unpack(InputStream packed, Path target) throws IOException {
    try (var tar = new TarArchiveInputStream(new XZInputStream(packed))) {
      for (var entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) unpack(tar, entry, target);
    }
  }

  private static void unpack(TarArchiveInputStream tar, TarArchiveEntry entry, Path target) throws IOException {
    var path = target.resolve(entry.getName()).normalize();
    if (!path.startsWith(target)) throw new IOException("a path outside: " + entry.getName());
    if (entry.isDirectory()) {
      Files.createDirectories(path);
      return;
    }
    Files.createDirectories(path.getParent());
    if (entry.isSymbolicLink()) Files.createSymbolicLink(path, Path.of(entry.getLinkName()));
    else if (entry.isLink()) Files.createLink(path, target.resolve(entry.getLinkName()));
    else {
      Files.copy(tar, path);
      if ((entry.getMode() & 0100) != 0) Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }
  }

  static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) return;
    try (var paths = Files.walk(folder)) {
      for (var path : paths.sorted(Comparator.reverseOrder()).toList()) Files.delete(path);
    }
  }
}
