package fr.preau.http;

import fr.preau.room.Room;
import fr.preau.room.Rooms;
import fr.preau.workshop.Role;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Live counts of a workshop for dashboards, over the event bus: {@code preau.workshop.{id}.live}, outbound only, for
 * facilitators. While somebody listens, the counts are looked at once a second and published where they have changed.
 */
final class LiveBridge {

  private static final Pattern ADDRESS = Pattern.compile("preau\\.workshop\\.([A-Za-z0-9_-]{1,40})\\.live");
  private static final long EVERY = 1_000;

  private final Vertx vertx;
  private final Rooms rooms;
  private final Access access;
  private final Map<String, Watched> watched = new HashMap<>();
  private long timer = -1;

  private static final class Watched {
    int listeners;
    Room room;
    long seq = -1;
    JsonObject told;
  }

  LiveBridge(Vertx vertx, Rooms rooms, Access access) {
    this.vertx = vertx;
    this.rooms = rooms;
    this.access = access;
  }

  Router router(SockJSHandlerOptions options) {
    var permitted = new SockJSBridgeOptions().addOutboundPermitted(new PermittedOptions().setAddressRegex(ADDRESS.pattern()))
        .setMaxAddressLength(80).setMaxHandlersPerSocket(8).setPingTimeout(30_000);
    return SockJSHandler.create(vertx, options).bridge(permitted, this::judge);
  }

  private void judge(BridgeEvent event) {
    switch (event.type()) {
      case REGISTER -> register(event);
      case REGISTERED -> {
        addListener(workshop(event));
        event.complete(true);
      }
      case UNREGISTER -> {
        removeListener(workshop(event));
        event.complete(true);
      }
      case SEND, PUBLISH -> event.complete(false);
      default -> event.complete(true);
    }
  }

  private void register(BridgeEvent event) {
    var workshop = workshop(event);
    var headers = event.getRawMessage().getValue("headers") instanceof JsonObject given ? given : new JsonObject();
    var token = headers.getValue("authorization") instanceof String header ? Access.token(header) : null;
    if (workshop == null || token == null) {
      event.complete(false);
      return;
    }
    access.member(token, workshop).onComplete((member, failure) -> event.complete(failure == null && member.role() == Role.FACILITATOR));
  }

  private static String workshop(BridgeEvent event) {
    var message = event.getRawMessage();
    if (message == null || !(message.getValue("address") instanceof String address)) return null;
    var match = ADDRESS.matcher(address);
    return match.matches() ? match.group(1) : null;
  }

  private void addListener(String workshop) {
    var entry = watched.computeIfAbsent(workshop, unknown -> new Watched());
    entry.listeners++;
    entry.told = null;
    look(workshop, entry);
    if (timer < 0) timer = vertx.setPeriodic(EVERY, id -> watched.forEach(this::look));
  }

  private void removeListener(String workshop) {
    var entry = watched.get(workshop);
    if (entry == null || --entry.listeners > 0) return;
    watched.remove(workshop);
    if (watched.isEmpty()) close();
  }

  private void look(String workshop, Watched entry) {
    rooms.room(workshop).onSuccess(room -> publishChange(room, entry));
  }

  private void publishChange(Room room, Watched entry) {
    var people = room.people();
    var counts = entry.told;
    if (counts == null || entry.room != room || entry.seq != room.seq()) {
      var records = room.committed().visible();
      counts = new JsonObject().put("cards", WorkshopApi.count(records, "card")).put("links", WorkshopApi.count(records, "link"));
      entry.room = room;
      entry.seq = room.seq();
    }
    var families = new JsonObject();
    people.values().stream().filter(person -> person.here() && person.family() != null)
        .forEach(person -> families.put(person.family(), families.getInteger(person.family(), 0) + 1));
    var body = new JsonObject().put("people", room.here()).put("families", families).put("cards", counts.getLong("cards"))
        .put("links", counts.getLong("links")).putNull("phase");
    if (body.equals(entry.told)) return;
    entry.told = body;
    vertx.eventBus().publish("preau.workshop." + room.workshop() + ".live", body);
  }

  /** Workshops whose counts somebody listens to. */
  int watched() {
    return watched.size();
  }

  Future<Void> close() {
    if (timer >= 0) vertx.cancelTimer(timer);
    timer = -1;
    watched.clear();
    return Future.succeededFuture();
  }
}
