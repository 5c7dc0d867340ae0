package fr.preau.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.util.RawValue;
import fr.preau.board.Board;
import fr.preau.board.BoardRecord;
import fr.preau.http.edge.Replies;
import fr.preau.protocol.Codec;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ShownTx;
import fr.preau.room.Rooms;
import fr.preau.room.Views;
import fr.preau.workshop.Phase;
import fr.preau.workshop.Rights;
import fr.preau.workshop.Role;
import fr.preau.workshop.Visibility;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;

/** What can be read of a workshop over HTTP: committed state only, and only by those who take part. */
final class WorkshopApi {

  static final String JSON = "application/json; charset=utf-8";
  private static final JsonMapper MAPPER = new JsonMapper();
  private static final int CHUNK = 1_000;
  private static final int LOG_LIMIT = 500;
  private static final Pattern NUMBER = Pattern.compile("\\d{1,15}");

  private final Rooms rooms;
  private final Access access;
  private final Codec codec;
  private final UnaryOperator<String> addressOf;

  /** @param addressOf the path of a page → its full address */
  WorkshopApi(Rooms rooms, Access access, Codec codec, UnaryOperator<String> addressOf) {
    this.rooms = rooms;
    this.access = access;
    this.codec = codec;
    this.addressOf = addressOf;
  }

  /** Who waits at the door is told what they have come to, and nothing of what is done there. */
  Future<Void> summary(RoutingContext context) {
    return access.anybody(context).compose(member -> {
      var room = member.room();
      return rooms.directory().info(room.workshop()).compose(found -> {
        if (found.isEmpty()) return Future.failedFuture(ApiProblem.of(404, "not-found"));
        var workshop = room.committed().get("workshop");
        var answer = MAPPER.createObjectNode().put("id", room.workshop()).put("title", workshop == null ? "" : workshop.text("title"))
            .put("territory", workshop == null ? null : workshop.text("territory")).put("language", room.language())
            .put("status", found.get().status()).put("phase", member.role() == Role.WAITING ? null : phaseOf(room.committed())).put("code", found.get().code())
            .put("url", addressOf.apply("/" + found.get().code())).put("created", found.get().created());
        answer.putObject("you").put("id", member.id()).put("role", member.role().word());
        boolean waits = member.role() == Role.WAITING;
        answer.set("counts", counts(Visibility.view(room.committed(), member.viewer()), waits ? 0 : room.peopleCount(), waits ? 0 : room.here()));
        return json(context, answer);
      });
    });
  }

  private static ObjectNode counts(Collection<BoardRecord> records, int people, int here) {
    return MAPPER.createObjectNode().put("people", people).put("here", here).put("cards", count(records, "card"))
        .put("links", count(records, "link")).put("proposals", count(records, "proposal")).put("phases", count(records, "phase"));
  }

  static long count(Collection<BoardRecord> records, String type) {
    return records.stream().filter(record -> record.type().equals(type)).count();
  }

  Future<Void> state(RoutingContext context) {
    var at = number(context, "at", -1);
    if (at >= 0) return stateAt(context, at);
    return access.member(context).compose(member -> send(context, member.room().seq(), member.room().committed(), member));
  }

  private Future<Void> stateAt(RoutingContext context, long seq) {
    return access.facilitator(context).compose(member -> {
      if (seq > member.room().seq()) return Future.failedFuture(ApiProblem.invalid("at", "wrong.too-large", Map.of("limit", member.room().seq())));
      return replay(member.room().workshop(), Board.empty(rooms.model()), 0, seq).compose(board -> send(context, seq, board, member));
    });
  }

  private Future<Board> replay(String workshop, Board board, long from, long to) {
    if (from >= to) return Future.succeededFuture(board);
    return rooms.log().read(workshop, from, (int) Math.min(CHUNK, to - from)).compose(txs -> {
      if (txs.isEmpty()) return Future.failedFuture(new IllegalStateException("the log of " + workshop + " ends at " + from + ", not at " + to));
      var next = board;
      for (var tx : txs) next = next.apply(tx.ops());
      return replay(workshop, next, txs.getLast().seq(), to);
    });
  }

  private Future<Void> send(RoutingContext context, long seq, Board board, Access.Member member) {
    var state = new ServerMessage.State(member.room().workshop(), seq, view(board, member), null, member.room().people());
    return context.vertx().executeBlocking(() -> codec.encode(state).utf8(), false).compose(body -> Replies.send(context, 200, JSON, body));
  }

  Future<Void> bin(RoutingContext context) {
    return access.member(context).compose(member -> {
      var answer = MAPPER.createObjectNode().put("seq", member.room().seq());
      var records = answer.putArray("records");
      var board = member.room().committed();
      var names = answer.putObject("names");
      for (var record : board.bin()) {
        if (!Visibility.sees(board, record, member.viewer()) || !Rights.mayRestore(board, record.id(), member.id(), member.role())) continue;
        records.addRawValue(new RawValue(codec.record(Visibility.view(board, record, member.viewer()))));
        if (record.type().equals("member") && member.room().name(record.id()) instanceof String name) names.put(record.id(), name);
      }
      return json(context, answer);
    });
  }

  Future<Void> log(RoutingContext context) {
    var since = number(context, "since", 0);
    var limit = (int) Math.min(CHUNK, number(context, "limit", LOG_LIMIT));
    return access.facilitator(context).compose(member -> rooms.log().read(member.room().workshop(), since, limit).compose(txs -> {
      var answer = MAPPER.createObjectNode();
      var shown = answer.putArray("txs");
      for (var tx : txs) if (Views.logged(member.room().committed(), tx, member.viewer()) instanceof ShownTx seen) shown.addRawValue(new RawValue(codec.tx(seen)));
      return json(context, answer.put("seq", txs.isEmpty() ? since : txs.getLast().seq()));
    }));
  }

  /** A state of earlier, as far as it may be seen both as it was and as it is now: what is kept apart now stays so. */
  private static List<BoardRecord> view(Board board, Access.Member member) {
    var now = member.room().committed();
    var seen = Visibility.view(board, member.viewer());
    return board == now ? seen : seen.stream().filter(record -> now.get(record.id()) == null || Visibility.sees(now, now.get(record.id()), member.viewer()))
        .map(record -> Visibility.nameless(now, record)).toList();
  }

  /** The title of the phase that a workshop is in, or null. */
  static String phaseOf(Board board) {
    return Phase.current(board) instanceof Phase phase ? phase.record().text("title") : null;
  }

  private static long number(RoutingContext context, String name, long otherwise) {
    var given = context.request().getParam(name);
    if (given == null) return otherwise;
    if (!NUMBER.matcher(given).matches()) throw ApiProblem.invalid(name, "wrong.number");
    return Long.parseLong(given);
  }

  static Future<Void> json(RoutingContext context, ObjectNode answer) {
    return Replies.send(context, 200, JSON, bytes(answer));
  }

  static byte[] bytes(ObjectNode answer) {
    try {
      return MAPPER.writeValueAsBytes(answer);
    } catch (com.fasterxml.jackson.core.JsonProcessingException e) {
      throw new IllegalStateException("a tree can be written", e);
    }
  }

  static ObjectNode object() {
    return MAPPER.createObjectNode();
  }
}
