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
import fr.preau.room.port.Clock;
import fr.preau.room.port.Directory;
import fr.preau.room.port.Directory.Credential;
import fr.preau.room.port.Directory.NewWorkshop;
import fr.preau.room.port.Directory.Person;
import fr.preau.room.Room;
import fr.preau.room.Rooms;
import fr.preau.room.Verdict;
import fr.preau.workshop.Role;
import fr.preau.workshop.Template;
import io.vertx.core.Future;
import io.vertx.ext.web.RoutingContext;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.UnaryOperator;

/** How workshops begin and how people get in. */
final class Entrance {

  private static final long DAY = 86_400_000L;
  private static final int TRIES = 4;
  private static final int MOST_NAME = 60;
  private static final int MOST_TITLE = 120;
  private static final int MOST_WORD = 40;

  private final Rooms rooms;
  private final Tokens tokens;
  private final Access access;
  private final Templates templates;
  private final Languages languages;
  private final AddressRates guesses;
  private final AddressRates creations;
  private final AddressRates joins;
  private final Proxies proxies;
  private final Clock clock;
  private final int codeDays;
  private final UnaryOperator<String> addressOf;

  Entrance(Rooms rooms, Tokens tokens, Access access, Templates templates, Languages languages, Proxies proxies, Clock clock, Config config, UnaryOperator<String> addressOf) {
    this.rooms = rooms;
    this.tokens = tokens;
    this.access = access;
    this.templates = templates;
    this.languages = languages;
    this.guesses = new AddressRates(config.limits().joinFailures(), 600, clock::now);
    this.creations = new AddressRates(config.limits().workshopsPerHour(), 3_600, clock::now);
    this.joins = new AddressRates(config.limits().joinsPerHour(), 3_600, clock::now);
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
    var asked = new Asked(context.body().asJsonObject());
    var language = asked.text("language", MOST_WORD) == null ? languages.of(context) : asked.text("language", MOST_WORD);
    var facilitator = new Person(tokens.id("p_"), name(asked, language), null);
    var token = tokens.token();
    return agenda(context, asked, language).compose(agenda -> create(asked, language, agenda, facilitator, token, TRIES)).compose(made -> {
      var answer = WorkshopApi.object().put("id", made.id()).put("code", made.code()).put("token", token)
          .put("url", addressOf.apply("/w/" + made.id()) + "#token=" + token);
      return Replies.send(context, 201, WorkshopApi.JSON, WorkshopApi.bytes(answer));
    });
  }

  /** The phases that the workshop begins with: a template's, those of an earlier workshop of this facilitator, or none. */
  private Future<List<Op.Put>> agenda(RoutingContext context, Asked asked, String language) {
    var template = asked.text("template", MOST_WORD);
    var from = asked.text("from", MOST_WORD);
    if (template != null && from != null) throw ApiProblem.invalid("from", "wrong.not-both", Map.of("limit", "template"));
    if (from != null) return access.facilitator(context, from).map(facilitator -> Template.agendaOf(facilitator.room().committed()));
    return Future.succeededFuture(template == null ? List.of() : templates.named(template).agenda(language));
  }

  private Future<NewWorkshop> create(Asked asked, String language, List<Op.Put> agenda, Person facilitator, String token, int tries) {
    var made = new NewWorkshop(tokens.id("w_"), tokens.code(), clock.now() + codeDays * DAY, clock.now(), asked.needed("title", MOST_TITLE),
        asked.text("territory", MOST_TITLE), language, asked.text("template", MOST_WORD), asked.text("series", MOST_TITLE), asked.text("edition", MOST_TITLE));
    return rooms.directory().create(made, facilitator, Tokens.hash(token), first(rooms.model(), made, facilitator, agenda)).compose(created -> {
      if (created) return Future.succeededFuture(made);
      if (tries == 1) return Future.failedFuture(new IllegalStateException("no free code found"));
      return create(asked, language, agenda, facilitator, token, tries - 1);
    });
  }

  private static List<Op> first(Model model, NewWorkshop made, Person facilitator, List<Op.Put> agenda) {
    var workshop = new HashMap<String, Object>(Map.of("title", made.title(), "language", made.language()));
    if (made.territory() != null) workshop.put("territory", made.territory());
    var wanted = new ArrayList<>(List.of(new Op.Put("workshop", "workshop", workshop), new Op.Put("board", "main", Map.of("title", made.title())),
        new Op.Put("member", facilitator.id(), Map.of("role", Role.FACILITATOR.word()))));
    wanted.addAll(agenda);
    var board = Board.empty(model);
    var accepted = new ArrayList<Op>();
    for (var op : wanted) {
      switch (Check.op(board, op, null)) {
        case Check.Result.Accepted ok -> accepted.add(ok.op());
        case Check.Result.Refused refused -> throw invalid(refused.refusal());
      }
      board = board.apply(accepted.getLast());
    }
    return accepted;
  }

  private static ApiProblem invalid(Refusal refusal) {
    return ApiProblem.invalid(String.valueOf(refusal.details().getOrDefault("property", "")), "refusal." + refusal.code(), refusal.details());
  }

  Future<Void> join(RoutingContext context) {
    var caller = proxies.caller(context.request());
    var wait = guesses.secondsToWait(caller);
    if (wait > 0) return Future.failedFuture(ApiProblem.later(429, "too-many-guesses", wait));
    var code = Tokens.code(context.body().asJsonObject().getString("code"));
    var found = code.isEmpty() ? Future.succeededFuture(Optional.<String>empty()) : rooms.directory().byCode(code.get());
    return found.compose(workshop -> {
      // Asked again, since others may have guessed from there meanwhile: who sends many at once learns no more than who waits.
      var late = guesses.secondsToWait(caller);
      if (late > 0) return Future.failedFuture(ApiProblem.later(429, "too-many-guesses", late));
      if (workshop.isPresent()) return "true".equals(context.request().getParam("dryRun")) ? show(context, workshop.get()) : join(context, workshop.get());
      guesses.count(caller);
      return Future.failedFuture(ApiProblem.of(404, "unknown-code"));
    });
  }

  /** What a code opens, before anybody goes in; wrong codes count as they do when joining. */
  private Future<Void> show(RoutingContext context, String workshop) {
    return rooms.room(workshop).compose(room -> {
      if (isClosed(room)) return Future.failedFuture(ApiProblem.of(404, "unknown-code"));
      var record = room.committed().get("workshop");
      var answer = WorkshopApi.object().put("workshop", workshop).put("title", record == null ? "" : record.text("title"));
      return Replies.send(context, 200, WorkshopApi.JSON, WorkshopApi.bytes(answer));
    });
  }

  private Future<Void> join(RoutingContext context, String workshop) {
    var caller = proxies.caller(context.request());
    var wait = joins.secondsToWait(caller);
    if (wait > 0) return Future.failedFuture(ApiProblem.later(429, "too-many-joins", wait));
    joins.count(caller);
    var asked = new Asked(context.body().asJsonObject());
    return rooms.room(workshop).compose(room -> {
      if (isClosed(room)) return Future.failedFuture(ApiProblem.of(404, "unknown-code"));
      var screen = asked.flag("screen");
      var name = screen ? languages.wording().text(room.language(), "server.screen", Map.of()) : name(asked, room.language());
      var person = new Person(tokens.id("p_"), name, screen ? null : asked.text("organisation", MOST_TITLE));
      var family = screen ? null : asked.text("family", MOST_WORD);
      if (family != null && !rooms.model().families().contains(family)) throw ApiProblem.invalid("family", "wrong.choice", Map.of("limit", String.join(", ", rooms.model().families())));
      var token = tokens.token();
      return room.join(person, Tokens.hash(token), board -> atDoor(board, family, screen)).compose(verdict -> {
        if (verdict instanceof Verdict.Refused refused) return Future.failedFuture(ApiProblem.of(409, "refusal." + refused.refusal().code(), refused.refusal().details()));
        tokens.remember(token, new Credential(workshop, person.id()));
        var answer = WorkshopApi.object().put("workshop", workshop);
        answer.putObject("participant").put("id", person.id()).put("name", person.name());
        return Replies.send(context, 201, WorkshopApi.JSON, WorkshopApi.bytes(answer.put("token", token)));
      });
    });
  }

  private static boolean isClosed(Room room) {
    return Role.atDoor(room.committed()) == null;
  }

  /** The member who comes in as the door stands. Asked again once the person is known, since it may have been closed meanwhile. A screen for the whole room only looks on. */
  private static Map<String, Object> atDoor(Board board, String family, boolean screen) {
    var role = Role.atDoor(board);
    if (role == null) throw ApiProblem.of(404, "unknown-code");
    var values = new HashMap<String, Object>(Map.of("role", (screen && role == Role.PARTICIPANT ? Role.OBSERVER : role).word()));
    if (family != null) values.put("family", family);
    if (screen) values.put("screen", true);
    return values;
  }

  private String name(Asked asked, String language) {
    var given = asked.text("name", MOST_NAME);
    return given != null ? given : languages.wording().text(language, "server.guest", Map.of("number", ThreadLocalRandom.current().nextInt(100, 1_000)));
  }
}
