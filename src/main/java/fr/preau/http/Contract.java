package fr.preau.http;

import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import io.vertx.openapi.contract.OpenAPIContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * The API's OpenAPI document: the one that is served, and the one that requests are validated against. The router knows
 * only a few media types; the second is the first without those that it does not know, and without the bodies that are
 * files, which their importers judge.
 */
final class Contract {

  private static final List<HttpMethod> METHODS = List.of(HttpMethod.GET, HttpMethod.POST, HttpMethod.PUT, HttpMethod.PATCH, HttpMethod.DELETE);

  private final byte[] served;
  private final JsonObject document;

  private Contract(byte[] served) {
    this.served = served;
    this.document = new JsonObject(Buffer.buffer(served));
  }

  static Contract packed() {
    try (var in = Contract.class.getResourceAsStream("/openapi.json")) {
      return new Contract(in.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  byte[] served() {
    return served;
  }

  JsonObject document() {
    return document;
  }

  Future<OpenAPIContract> load(Vertx vertx) {
    return OpenAPIContract.from(vertx, derived(document));
  }

  /** The document as the router takes it. */
  static JsonObject derived(JsonObject full) {
    var contract = full.copy();
    contract.remove("security");
    for (var path : contract.getJsonObject("paths")) {
      for (var member : (JsonObject) path.getValue()) {
        if (METHODS.contains(HttpMethod.valueOf(member.getKey().toUpperCase(java.util.Locale.ROOT)))) simplify((JsonObject) member.getValue());
      }
    }
    return contract;
  }

  private static void simplify(JsonObject operation) {
    operation.remove("security");
    var body = operation.getJsonObject("requestBody");
    if (body != null && !body.getJsonObject("content").fieldNames().stream().allMatch(MediaType::isMediaTypeSupported)) operation.remove("requestBody");
    for (var response : operation.getJsonObject("responses")) {
      var content = ((JsonObject) response.getValue()).getJsonObject("content");
      if (content == null) continue;
      List.copyOf(content.fieldNames()).stream().filter(type -> !MediaType.isMediaTypeSupported(type)).forEach(content::remove);
      if (content.isEmpty()) ((JsonObject) response.getValue()).remove("content");
    }
  }

  /** The methods that this path answers to. */
  static List<HttpMethod> methods(OpenAPIContract contract, String path) {
    return METHODS.stream().filter(method -> contract.findOperation(path, method) != null).toList();
  }
}
