package fr.preau.http;

import fr.preau.http.edge.Replies;
import fr.preau.room.port.NoSuchWorkshop;
import fr.preau.room.port.StorageAway;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.HttpException;
import io.vertx.openapi.validation.ValidatorException;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Turns whatever went wrong into problem details, in the caller's language, without telling what is nobody's business. */
final class Problems {

  static final String MEDIA_TYPE = "application/problem+json";
  private static final Logger LOG = LoggerFactory.getLogger(Problems.class);

  private final Languages languages;

  Problems(Languages languages) {
    this.languages = languages;
  }

  void answer(RoutingContext context) {
    if (context.response().ended()) return;
    if (context.response().headWritten()) {
      context.request().connection().close();
      return;
    }
    var problem = problem(context.failure(), context.statusCode());
    if (problem.status() >= 500 && !(context.failure() instanceof ApiProblem || context.failure() instanceof StorageAway)) {
      LOG.error("{} {} failed", context.request().method(), context.currentRoute() == null ? "" : context.currentRoute().getPath(), context.failure());
    }
    answer(context, problem, new JsonObject());
  }

  /** @param more members beside those of every problem */
  void answer(RoutingContext context, ApiProblem problem, JsonObject more) {
    var language = languages.of(context);
    var wording = languages.wording();
    var body = new JsonObject().put("type", "urn:preau:problem:" + problem.word())
        .put("title", wording.text(language, "problem.title." + problem.status(), Map.of()))
        .put("status", problem.status())
        .put("detail", wording.text(language, problem.word().contains(".") ? problem.word() : "problem." + problem.word(), problem.details()));
    if (!problem.wrongs().isEmpty()) {
      var errors = new JsonArray();
      problem.wrongs().forEach(wrong -> errors.add(new JsonObject().put("path", wrong.path()).put("message", message(language, wrong))));
      body.put("errors", errors);
    }
    if (problem.retryAfter() > 0) context.response().putHeader(HttpHeaders.RETRY_AFTER, String.valueOf(problem.retryAfter()));
    if (problem.status() == 401) context.response().putHeader("WWW-Authenticate", "Bearer");
    if (problem.status() == 413) context.response().putHeader(HttpHeaders.CONNECTION, "close");
    Replies.send(context, problem.status(), MEDIA_TYPE, body.mergeIn(more).toBuffer().getBytes());
  }

  private String message(String language, ApiProblem.Wrong wrong) {
    var details = new HashMap<String, Object>(wrong.details());
    details.putIfAbsent("path", wrong.path());
    return languages.wording().text(language, wrong.key(), details);
  }

  private static ApiProblem problem(Throwable failure, int status) {
    return switch (failure) {
      case ApiProblem problem -> problem;
      case NoSuchWorkshop gone -> ApiProblem.of(404, "not-found");
      case StorageAway away -> ApiProblem.later(503, "unavailable", 2);
      case ValidatorException invalid -> invalid(invalid);
      case HttpException http when http.getCause() instanceof ValidatorException invalid -> invalid(invalid);
      case HttpException http -> byStatus(http.getStatusCode());
      case null, default -> byStatus(status);
    };
  }

  private static ApiProblem byStatus(int status) {
    return switch (status) {
      case 400, 417, 200 -> ApiProblem.of(400, "invalid-request");
      case 403 -> ApiProblem.of(403, "forbidden");
      case 404 -> ApiProblem.of(404, "not-found");
      case 405 -> ApiProblem.of(405, "method-not-allowed");
      case 413 -> ApiProblem.of(413, "too-large");
      case 415 -> ApiProblem.of(415, "media-type");
      default -> ApiProblem.of(500, "internal");
    };
  }

  private static ApiProblem invalid(ValidatorException failure) {
    return switch (failure.type()) {
      case UNSUPPORTED_VALUE_FORMAT, MISSING_REQUIRED_PARAMETER, ILLEGAL_VALUE, INVALID_VALUE_FORMAT, INVALID_VALUE -> ApiProblem.invalid(Wrongs.of(failure));
      default -> ApiProblem.of(400, "invalid-request");
    };
  }
}
