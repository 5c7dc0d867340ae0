package fr.preau.http;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;
import java.util.function.Supplier;

/** Requests as anybody could send them, right or wrong. */
final class Http {

  static final HttpClient CLIENT = HttpClient.newHttpClient();

  private final URI base;
  private final Supplier<HttpClient> clients;

  Http(URI base) {
    this(base, () -> CLIENT);
  }

  private Http(URI base, Supplier<HttpClient> clients) {
    this.base = base;
    this.clients = clients;
  }

  /** Each request on a connection of its own: SockJS closes those of polls without saying so. */
  Http unshared() {
    return new Http(base, HttpClient::newHttpClient);
  }

  record Answer(int status, Map<String, String> headers, String body) {
    JsonNode json() {
      try {
        return TestServer.JSON.readTree(body);
      } catch (IOException e) {
        throw new AssertionError(body, e);
      }
    }

    String header(String name) {
      return headers.get(name.toLowerCase(java.util.Locale.ROOT));
    }
  }

  Answer get(String path, String... headers) {
    return call("GET", path, null, headers);
  }

  Answer post(String path, String body, String... headers) {
    var all = new String[headers.length + 2];
    System.arraycopy(headers, 0, all, 2, headers.length);
    all[0] = "content-type";
    all[1] = "application/json";
    return call("POST", path, body, all);
  }

  Answer call(String method, String path, String body, String... headers) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(20))
        .method(method, body == null ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofString(body));
    for (int i = 0; i < headers.length; i += 2) request.setHeader(headers[i], headers[i + 1]);
    try {
      var answer = clients.get().send(request.build(), HttpResponse.BodyHandlers.ofString());
      var flat = new java.util.HashMap<String, String>();
      answer.headers().map().forEach((name, values) -> flat.put(name.toLowerCase(java.util.Locale.ROOT), String.join(", ", values)));
      return new Answer(answer.statusCode(), flat, answer.body());
    } catch (IOException | InterruptedException e) {
      throw new AssertionError(method + " " + path, e);
    }
  }

  static String[] bearer(String token) {
    return new String[] {"authorization", "Bearer " + token};
  }
}
