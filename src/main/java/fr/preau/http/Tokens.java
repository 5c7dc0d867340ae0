package fr.preau.http;

import fr.preau.room.port.Directory;
import fr.preau.room.port.Directory.Credential;
import io.vertx.core.Future;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The secrets by which people are known, and the ids and codes that are not to be guessed. Tokens are kept as SHA-256
 * only; they are random enough (192 bits) for that to need no salt.
 */
public final class Tokens {

  /** Letters and digits of codes: none that looks like another. */
  public static final String CODE_ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ";
  public static final int CODE_LENGTH = 8;

  private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9_-]{16,64}");
  private static final Pattern CODE = Pattern.compile("[" + CODE_ALPHABET + "]{" + CODE_LENGTH + "}");
  private static final int MOST_KNOWN = 10_000;

  private final Directory directory;
  private final SecureRandom random = new SecureRandom();
  private final Map<String, Credential> known = new LinkedHashMap<>(16, 0.75f, true) {
    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<String, Credential> eldest) {
      return size() > MOST_KNOWN;
    }
  };

  public Tokens(Directory directory) {
    this.directory = directory;
  }

  /** A new token. */
  public String token() {
    return random(24);
  }

  /** A new id with a prefix that says what it names. */
  public String id(String prefix) {
    return prefix + random(12);
  }

  /** A new code. */
  public String code() {
    var code = new StringBuilder();
    for (int i = 0; i < CODE_LENGTH; i++) code.append(CODE_ALPHABET.charAt(random.nextInt(CODE_ALPHABET.length())));
    return code.toString();
  }

  /** The code that somebody typed, with or without spaces, in any case; empty where it cannot be one. */
  public static Optional<String> code(String typed) {
    if (typed == null || typed.length() > 40) return Optional.empty();
    var code = typed.toUpperCase(java.util.Locale.ROOT).replaceAll("[\\s\\u00a0\\u202f-]+", "");
    return CODE.matcher(code).matches() ? Optional.of(code) : Optional.empty();
  }

  /** What is kept of a token. */
  public static byte[] hash(String token) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }

  /** Whose token this is; fails where the database does not answer. */
  public Future<Optional<Credential>> find(String token) {
    if (token == null || !TOKEN.matcher(token).matches()) return Future.succeededFuture(Optional.empty());
    var credential = known.get(key(hash(token)));
    if (credential != null) return Future.succeededFuture(Optional.of(credential));
    return directory.byToken(hash(token)).onSuccess(found -> found.ifPresent(whose -> remember(token, whose)));
  }

  /** Notes whose token this is, as the directory has it: whoever joins connects at once. */
  public void remember(String token, Credential whose) {
    known.put(key(hash(token)), whose);
  }

  private static String key(byte[] hash) {
    return HexFormat.of().formatHex(hash);
  }

  private String random(int bytes) {
    var drawn = new byte[bytes];
    random.nextBytes(drawn);
    return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
  }
}
