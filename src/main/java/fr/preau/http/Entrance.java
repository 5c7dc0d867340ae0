package fr.preau.http;

import fr.preau.board.Board;
import fr.preau.board.Check;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.board.Refusal;
import fr.preau.config.Config;
import fr.preau.http.edge.AddressRates;
import fr.preau.http.edge.Proxies;
import fr.preau.http.edge.Replies;
import fr.preau.room.Clock;
import fr.preau.room.Directory;
import fr.preau.room.Directory.Credential;
import fr.preau.room.Directory.NewWorkshop;
import fr.preau.room.Directory.Person;
import fr.preau.room.Rooms;
import fr.preau.room.Verdict;
import fr.preau.workshop.Role;
import io.vertx.core.Future;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** How workshops begin and how people get in. */
final class Entrance {

  private static final long DAY = 86_400_000L;
  private static final int TRIES = 4;
  private static final int MOST_NAME = 60;
  private static final int MOST_ORGANISATION = 120;

  private final Rooms rooms;
  private final Tokens tokens;
  private final Languages languages;
  private final AddressRates guesses;
  private final AddressRates creations;
  private final Proxies proxies;
  private final Clock clock;
  private final int codeDays;
  private final UnaryOperator<String> addressOf;

  Entrance(Rooms rooms, Tokens tokens, Languages languages, Proxies proxies, Clock clock, Config config, UnaryOperator<String> addressOf) {
    this.rooms = rooms;
    this.tokens = tokens;
    this.languages = languages;
    this.guesses = new AddressRates(config.limits().joinFailures(), 600, clock::now);
    this.creations = new AddressRates(config.limits().workshopsPerHour(), 3_600, clock::now);
    this.proxies = proxies;
    this.clock = clock;
    this.codeDays = config.codeDays();
    this.addressOf = addressOf;
  }

  Future<Void> create(RoutingContext context) {
    var caller = proxies.caller(context.request());
    var wait = creations.secondsToWait(caller);
    if (wait > 0) return Future.failedFuture(ApiProblem.later(429, "too-many-workshops", wait));
    creations.count(caller);
    var asked = context.body().asJsonObject();
    var language = asked.getString("language", languages.of(context));
    var facilitator = tokens.id("p_");
    var token = tokens.token();
    var first = first(rooms.model(), asked, language, facilitator);
    return create(asked, language, new Person(facilitator, name(asked, language), null), token, first, TRIES).compose(made -> {
      var answer = WorkshopApi.object().put("id", made.id()).put("code", made.code()).put("token", token)
          .put("url", addressOf.apply("/w/" + made.id()) + "#token=" + token);
      return Replies.send(context, 201, WorkshopApi.JSON, WorkshopApi.bytes(answer));
    });
  }

  private Future<NewWorkshop> create(JsonObject asked, String language, Person facilitator, String token, List<Op> first, int tries) {
    var made = new NewWorkshop(tokens.id("w_"), tokens.code(), clock.now() + codeDays * DAY, clock.now(), asked.getString("title"),
        asked.getString("territory"), language, asked.getString("template"), asked.getString("series"), asked.getString("edition"));
    return rooms.directory().create(made, facilitator, Tokens.hash(token), first).compose(created -> {
      if (created) return Future.succeededFuture(made);
      if (tries == 1) return Future.failedFuture(new IllegalStateException("no free code found"));
      return create(asked, language, facilitator, token, first, tries - 1);
    });
  }

  private List<Op> first(Model model, JsonObject asked, String language, String facilitator) {
    var workshop = new HashMap<String, Object>(Map.of("title", asked.getString("title"), "language", language));
    if (asked.getString("territory") != null && !asked.getString("territory").isBlank()) workshop.put("territory", asked.getString("territory"));
    var wanted = List.of(new Op.Put("workshop", "workshop", workshop), new Op.Put("board", "main", Map.of("title", asked.getString("title"))),
        new Op.Put("member", facilitator, Map.of("role", Role.FACILITATOR.word())));
    var board = Board.empty(model);
    var accepted = new ArrayList<Op>();
    for (var op : wanted) {
      switch (Check.op(board, op, null)) {
        case Check.Result.Accepted ok -> accepted.add(ok.op());
        case Check.Result.Refused refused -> throw invalid(language, refused.refusal());
      }
      board = board.apply(accepted.getLast());
    }
    return accepted;
  }

  private ApiProblem invalid(String language, Refusal refusal) {
    return ApiProblem.invalid(String.valueOf(refusal.details().getOrDefault("property", "")), languages.wording().refusal(language, refusal));
  }

  Future<Void> join(RoutingContext context) {
    var caller = proxies.caller(context.request());
    var wait = guesses.secondsToWait(caller);
    if (wait > 0) return Future.failedFuture(ApiProblem.later(429, "too-many-guesses", wait));
    var asked = context.body().asJsonObject();
    var code = Tokens.code(asked.getString("code"));
    var found = code.isEmpty() ? Future.succeededFuture(java.util.Optional.<String>empty()) : rooms.directory().byCode(code.get());
    return found.compose(workshop -> {
      if (workshop.isPresent()) return "true".equals(context.request().getParam("dryRun")) ? show(context, workshop.get()) : join(context, asked, workshop.get());
      guesses.count(caller);
      return Future.failedFuture(ApiProblem.of(404, "unknown-code"));
    });
  }

  /** What a code opens, before anybody goes in; wrong codes count as they do when joining. */
  private Future<Void> show(RoutingContext context, String workshop) {
    return rooms.room(workshop).compose(room -> {
      var record = room.committed().get("workshop");
      var answer = WorkshopApi.object().put("workshop", workshop).put("title", record == null ? "" : record.text("title"));
      return Replies.send(context, 200, WorkshopApi.JSON, WorkshopApi.bytes(answer));
    });
  }

  private Future<Void> join(RoutingContext context, JsonObject asked, String workshop) {
    return rooms.room(workshop).compose(room -> {
      var person = new Person(tokens.id("p_"), name(asked, room.language()), text(asked, "organisation", MOST_ORGANISATION));
      var family = text(asked, "family", 40);
      if (family != null && !rooms.model().families().contains(family)) throw ApiProblem.invalid("family", String.join(", ", rooms.model().families()));
      var token = tokens.token();
      return room.join(person, Tokens.hash(token), Role.PARTICIPANT, family).compose(verdict -> {
        if (verdict instanceof Verdict.Refused refused) return Future.failedFuture(ApiProblem.of(409, "refusal." + refused.refusal().code(), refused.refusal().details()));
        tokens.remember(token, new Credential(workshop, person.id()));
        var answer = WorkshopApi.object().put("workshop", workshop);
        answer.putObject("participant").put("id", person.id()).put("name", person.name());
        return Replies.send(context, 201, WorkshopApi.JSON, WorkshopApi.bytes(answer.put("token", token)));
      });
    });
  }

  private String name(JsonObject asked, String language) {
    var given = text(asked, "name", MOST_NAME);
    return given != null ? given : languages.wording().text(language, "server.guest", Map.of("number", ThreadLocalRandom.current().nextInt(100, 1_000)));
  }

  /** The text without spaces around it; null where there is none. */
  private static String text(JsonObject asked, String property, int most) {
    var text = asked.getString(property);
    if (text == null || text.isBlank()) return null;
    var stripped = text.strip();
    if (stripped.length() > most) throw ApiProblem.invalid(property, "at most " + most + " characters");
    if (stripped.codePoints().anyMatch(c -> Character.isISOControl(c) || c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE)) {
      throw ApiProblem.invalid(property, "no control characters");
    }
    return stripped;
  }
}
