package fr.preau.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;

/** The HTTP interface as another program uses it: written from the contract, with nothing of the server's. */
public final class Api {

  public static final JsonMapper JSON = new JsonMapper();
  static final HttpClient HTTP = HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(10)).build();

  private final URI base;
  private final HttpClient http;

  /** @param base as {@code http://127.0.0.1:8080} */
  public Api(URI base) {
    this(base, HTTP);
  }

  /** @param http whose connections end when it is closed, not half a minute after they were last used */
  public Api(URI base, HttpClient http) {
    this.base = base;
    this.http = http;
  }

  /** A workshop as its creator got it. */
  public record Workshop(String id, String code, String token) {}

  /** A participant as they got in. */
  public record Participant(String workshop, String id, String token) {}

  public Workshop create(String title) {
    var made = post("/api/workshops", null, Map.of("title", title, "language", "fr"));
    return new Workshop(made.get("id").asText(), made.get("code").asText(), made.get("token").asText());
  }

  public Participant join(String code, String name) {
    var joined = post("/api/join", null, Map.of("code", code, "name", name));
    return new Participant(joined.get("workshop").asText(), joined.at("/participant/id").asText(), joined.get("token").asText());
  }

  public JsonNode get(String path, String token) {
    return json(send(request(path, token).GET().build()));
  }

  public String text(String path, String token) {
    var answer = send(request(path, token).GET().build());
    if (answer.statusCode() >= 300) throw new IllegalStateException(path + ": " + answer.statusCode() + " " + answer.body());
    return answer.body();
  }

  /** The status with which this path is answered. */
  public int status(String path) {
    return send(request(path, null).GET().build()).statusCode();
  }

  public JsonNode post(String path, String token, Object body) {
    try {
      return json(send(request(path, token).header("content-type", "application/json")
          .POST(HttpRequest.BodyPublishers.ofString(JSON.writeValueAsString(body))).build()));
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Imports a file of several parts. */
  public JsonNode importParts(String workshop, String token, String format, boolean dryRun, Map<String, String> parts) {
    var boundary = "----preau-test-boundary";
    var body = new ByteArrayOutputStream();
    parts.forEach((name, content) -> body.writeBytes(("--" + boundary + "\r\nContent-Disposition: form-data; name=\"" + name + "\"; filename=\"" + name
        + "\"\r\nContent-Type: application/octet-stream\r\n\r\n" + content + "\r\n").getBytes(StandardCharsets.UTF_8)));
    body.writeBytes(("--" + boundary + "--\r\n").getBytes(StandardCharsets.UTF_8));
    return json(send(request("/api/workshops/" + workshop + "/imports?format=" + format + "&dryRun=" + dryRun, token)
        .header("content-type", "multipart/form-data; boundary=" + boundary)
        .POST(HttpRequest.BodyPublishers.ofByteArray(body.toByteArray())).build()));
  }

  URI base() {
    return base;
  }

  private HttpRequest.Builder request(String path, String token) {
    var request = HttpRequest.newBuilder(base.resolve(path)).timeout(Duration.ofSeconds(60));
    return token == null ? request : request.header("authorization", "Bearer " + token);
  }

  private HttpResponse<String> send(HttpRequest request) {
    try {
      return http.send(request, HttpResponse.BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static JsonNode json(HttpResponse<String> answer) {
    try {
      if (answer.statusCode() >= 300) throw new IllegalStateException(answer.uri() + ": " + answer.statusCode() + " " + answer.body());
      return JSON.readTree(answer.body());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
