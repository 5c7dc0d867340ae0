package fr.preau.http;

import fr.preau.board.Board;
import fr.preau.exchange.Formats;
import fr.preau.exchange.Import;
import fr.preau.exchange.Options;
import fr.preau.exchange.Problem;
import fr.preau.http.edge.Replies;
import fr.preau.room.Verdict;
import fr.preau.workshop.Visibility;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.json.DecodeException;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import io.vertx.ext.web.handler.BodyHandler;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.TimeUnit;

/** Files in and out of workshops. Reading and writing them is work for workers, of which few run at once. */
final class TransferApi {

  private static final int MOST_PARTS = 8;
  private static final int WORKERS = 2;

  private final Formats formats;
  private final Access access;
  private final Problems problems;
  private final Languages languages;
  private final WorkerExecutor workers;
  private final BodyHandler body;

  /**
   * @param uploads   the folder for files while they are read
   * @param mostBytes of an import, all its parts together
   */
  TransferApi(Vertx vertx, Formats formats, Access access, Problems problems, Languages languages, Path uploads, long mostBytes) {
    this.formats = formats;
    this.access = access;
    this.problems = problems;
    this.languages = languages;
    this.workers = vertx.createSharedWorkerExecutor("transfers-" + System.identityHashCode(this), WORKERS, 60, TimeUnit.SECONDS);
    empty(uploads);
    this.body = BodyHandler.create(uploads.toString()).setBodyLimit(mostBytes).setDeleteUploadedFilesOnEnd(true).setMergeFormAttributes(false);
  }

  /** A server that was killed leaves what it was reading. */
  private static void empty(Path folder) {
    if (!Files.isDirectory(folder)) return;
    try (var left = Files.newDirectoryStream(folder)) {
      for (var file : left) Files.delete(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Takes the body of an import, from facilitators only. */
  void receive(RoutingContext context) {
    context.request().pause();
    var workshop = context.request().path().split("/", 5);
    access.facilitator(context, workshop.length > 3 ? workshop[3] : "").onComplete((member, failure) -> {
      if (failure == null) {
        body.handle(context);
        return;
      }
      context.response().putHeader(HttpHeaders.CONNECTION, "close");
      context.fail(failure);
      context.request().resume();
    });
  }

  Future<Void> read(RoutingContext context) {
    var format = context.request().getParam("format");
    var importer = formats.importer(format);
    if (importer == null) return Future.failedFuture(ApiProblem.of(404, "unknown-format", Map.of("format", format)));
    var dryRun = "true".equals(context.request().getParam("dryRun"));
    return access.facilitator(context).compose(member -> {
      var whole = member.room().committed();
      var viewer = member.viewer();
      var language = member.room().language();
      return workers.executeBlocking(() -> {
        var parts = parts(context);
        var options = options(language, parts.remove("mapping"));
        return importer.read(parts, Visibility.seen(whole, viewer), options);
      }, false).compose(read -> {
        if (!read.problems().isEmpty()) return refuse(context, read, dryRun);
        if (dryRun || read.ops().isEmpty()) return accept(context, read);
        return member.room().submit(member.id(), read.ops()).compose(verdict -> switch (verdict) {
          case Verdict.Accepted accepted -> accept(context, read);
          case Verdict.Refused refused -> Future.failedFuture(ApiProblem.of(409, "refusal." + refused.refusal().code(), refused.refusal().details()));
        });
      });
    });
  }

  /** What was sent, by name: the parts of a form, or the whole body as {@code file}. */
  private static Map<String, byte[]> parts(RoutingContext context) throws IOException {
    var parts = new HashMap<String, byte[]>();
    for (var upload : context.fileUploads()) parts.put(upload.name(), Files.readAllBytes(Path.of(upload.uploadedFileName())));
    for (var field : context.request().formAttributes()) parts.put(field.getKey(), Routes.utf8(field.getValue()));
    if (parts.isEmpty() && context.body().buffer() != null) parts.put("file", context.body().buffer().getBytes());
    if (parts.isEmpty()) throw ApiProblem.of(400, "no-file");
    if (parts.size() > MOST_PARTS) throw ApiProblem.of(400, "invalid-request");
    return parts;
  }

  /** What the person who imports has decided, as the part {@code mapping} says: {@code {"kinds":{…},"links":{…}}}. */
  private static Options options(String language, byte[] mapping) {
    if (mapping == null) return Options.of(language);
    try {
      var decided = new JsonObject(Buffer.buffer(mapping));
      return new Options(language, words(decided, "kinds"), words(decided, "links"), "main");
    } catch (DecodeException | ClassCastException e) {
      throw ApiProblem.of(400, "wrong-mapping");
    }
  }

  private static Map<String, String> words(JsonObject decided, String which) {
    var words = new HashMap<String, String>();
    var given = decided.getJsonObject(which);
    if (given != null) for (var word : given) words.put(word.getKey(), Objects.requireNonNullElse((String) word.getValue(), ""));
    return words;
  }

  private Future<Void> accept(RoutingContext context, Import read) {
    return Replies.send(context, 200, WorkshopApi.JSON, outcome(context, read).toBuffer().getBytes());
  }

  private Future<Void> refuse(RoutingContext context, Import read, boolean dryRun) {
    if (dryRun) return accept(context, read);
    problems.answer(context, ApiProblem.of(422, "import-refused"), outcome(context, read));
    return Future.succeededFuture();
  }

  private JsonObject outcome(RoutingContext context, Import read) {
    var refused = !read.problems().isEmpty();
    return new JsonObject().put("created", refused ? 0 : read.created()).put("updated", refused ? 0 : read.updated()).put("unchanged", read.unchanged())
        .put("problems", problems(languages.of(context), read.problems())).put("kinds", object(read.kinds())).put("links", object(read.links()));
  }

  private JsonArray problems(String language, List<Problem> found) {
    var list = new JsonArray();
    found.forEach(problem -> list.add(new JsonObject().put("part", problem.part()).put("line", problem.line())
        .put("message", languages.wording().text(language, problem.code(), problem.details()))));
    return list;
  }

  private static JsonObject object(Map<String, String> map) {
    var object = new JsonObject();
    map.forEach(object::put);
    return object;
  }

  Future<Void> write(RoutingContext context) {
    var format = context.pathParam("format");
    var exporter = formats.exporter(format);
    return access.member(context).compose(member -> {
      if (exporter == null) return Future.failedFuture(ApiProblem.of(404, "unknown-format", Map.of("format", format)));
      var whole = member.room().committed();
      var viewer = member.viewer();
      return workers.executeBlocking(() -> Board.of(whole.model(), Visibility.view(whole, viewer)), false).compose(board -> workers.executeBlocking(() -> {
        var bytes = new ByteArrayOutputStream();
        exporter.write(board, bytes);
        return bytes.toByteArray();
      }, false).compose(file -> {
        context.response().putHeader("Content-Disposition", "attachment; filename=\"" + exporter.fileName(board) + "\"");
        return Replies.send(context, 200, exporter.mediaType(), file);
      }));
    });
  }

  Future<Void> close() {
    return workers.close();
  }
}
