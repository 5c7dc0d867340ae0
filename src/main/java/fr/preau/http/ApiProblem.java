package fr.preau.http;

import java.util.List;
import java.util.Map;

/**
 * A request that is not answered as asked: what becomes problem details (RFC 9457).
 *
 * @see Problems
 */
final class ApiProblem extends RuntimeException {
  private static final long serialVersionUID = 1L;

  /**
   * One of several things that are wrong.
   *
   * @param path    the property or parameter; empty for the whole
   * @param key     of its sentence
   * @param details for the sentence, beside the path
   */
  record Wrong(String path, String key, Map<String, ?> details) {}

  private final int status;
  private final String word;
  private final transient Map<String, ?> details;
  private final transient List<Wrong> wrongs;
  private final long retryAfter;

  private ApiProblem(int status, String word, Map<String, ?> details, List<Wrong> wrongs, long retryAfter) {
    super(word, null, false, false);
    this.status = status;
    this.word = word;
    this.details = details;
    this.wrongs = wrongs;
    this.retryAfter = retryAfter;
  }

  /** @param word the key of its sentence, after {@code problem.} */
  static ApiProblem of(int status, String word) {
    return new ApiProblem(status, word, Map.of(), List.of(), 0);
  }

  static ApiProblem of(int status, String word, Map<String, ?> details) {
    return new ApiProblem(status, word, details, List.of(), 0);
  }

  static ApiProblem invalid(List<Wrong> wrongs) {
    return new ApiProblem(400, "invalid-request", Map.of(), wrongs, 0);
  }

  static ApiProblem invalid(String path, String key) {
    return invalid(path, key, Map.of());
  }

  static ApiProblem invalid(String path, String key, Map<String, ?> details) {
    return invalid(List.of(new Wrong(path, key, details)));
  }

  /** @param seconds until a next try makes sense */
  static ApiProblem later(int status, String word, long seconds) {
    return new ApiProblem(status, word, Map.of("seconds", seconds), List.of(), seconds);
  }

  int status() {
    return status;
  }

  String word() {
    return word;
  }

  Map<String, ?> details() {
    return details;
  }

  List<Wrong> wrongs() {
    return wrongs;
  }

  /** Seconds, or 0. */
  long retryAfter() {
    return retryAfter;
  }
}
