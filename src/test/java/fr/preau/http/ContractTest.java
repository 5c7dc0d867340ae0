package fr.preau.http;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.openapi.contract.MediaType;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The OpenAPI document")
final class ContractTest {

  private final Contract contract = Contract.packed();

  private static Set<String> routes(JsonObject document) {
    var routes = new TreeSet<String>();
    for (var path : document.getJsonObject("paths")) {
      for (var operation : (JsonObject) path.getValue()) routes.add(operation.getKey() + " " + path.getKey() + " " + ((JsonObject) operation.getValue()).getString("operationId"));
    }
    return routes;
  }

  @Test
  @DisplayName("that requests are validated against has the routes of the one that is served")
  void sameRoutes() {
    assertThat(routes(Contract.derived(contract.document()))).isEqualTo(routes(contract.document()));
  }

  @Test
  @DisplayName("keeps every parameter and every body that the router can check")
  void sameChecks() {
    var derived = Contract.derived(contract.document()).getJsonObject("paths");
    for (var path : contract.document().getJsonObject("paths")) {
      for (var entry : (JsonObject) path.getValue()) {
        var full = (JsonObject) entry.getValue();
        var checked = derived.getJsonObject(path.getKey()).getJsonObject(entry.getKey());
        assertThat(checked.getJsonArray("parameters")).isEqualTo(full.getJsonArray("parameters"));
        var body = full.getJsonObject("requestBody");
        if (body != null && body.getJsonObject("content").fieldNames().stream().allMatch(MediaType::isMediaTypeSupported)) {
          assertThat(checked.getJsonObject("requestBody")).isEqualTo(body);
        }
      }
    }
  }

  @Test
  @DisplayName("is one that the router takes")
  void loads() throws Exception {
    var vertx = Vertx.vertx();
    try {
      assertThat(contract.load(vertx).await(30, TimeUnit.SECONDS).operations()).hasSize(routes(contract.document()).size());
    } finally {
      vertx.close();
    }
  }

  @Test
  @DisplayName("gives every error as problem details")
  void problems() {
    for (var path : contract.document().getJsonObject("paths")) {
      for (var operation : (JsonObject) path.getValue()) {
        for (var response : ((JsonObject) operation.getValue()).getJsonObject("responses")) {
          if (response.getKey().startsWith("2")) continue;
          assertThat(((JsonObject) response.getValue()).getJsonObject("content").fieldNames()).as(path.getKey() + " " + response.getKey()).containsExactly(Problems.MEDIA_TYPE);
        }
      }
    }
  }

  @Test
  @DisplayName("has every route that the documentation lists, and the documentation every route of it")
  void documented() throws Exception {
    var page = Files.readString(Path.of("src/site/markdown/protocol.md"));
    var listed = new TreeSet<String>();
    var route = Pattern.compile("`(GET|POST|PUT|PATCH|DELETE) (/[^ `?]*)[^`]*`").matcher(page);
    while (route.find()) if (!route.group(2).matches("/ws|/sockjs|/eventbus|/vendor/.*|/")) listed.add(route.group(1).toLowerCase(java.util.Locale.ROOT) + " " + route.group(2));
    var served = new TreeSet<String>();
    routes(contract.document()).forEach(entry -> served.add(entry.substring(0, entry.lastIndexOf(' '))));
    assertThat(listed).isEqualTo(served);
  }
}
