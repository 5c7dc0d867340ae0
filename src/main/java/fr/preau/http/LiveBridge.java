package fr.preau.http;

import fr.preau.room.Room;
import fr.preau.room.Rooms;
import fr.preau.workshop.Role;
import fr.preau.workshop.Visibility;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.bridge.PermittedOptions;
import io.vertx.ext.web.Router;
import io.vertx.ext.web.handler.sockjs.BridgeEvent;
import io.vertx.ext.web.handler.sockjs.SockJSBridgeOptions;
import io.vertx.ext.web.handler.sockjs.SockJSHandler;
import io.vertx.ext.web.handler.sockjs.SockJSHandlerOptions;
import io.vertx.ext.web.handler.sockjs.SockJSSocket;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Live counts of a workshop for dashboards, over the event bus: {@code preau.workshop.{id}.live}, outbound only, for
 * facilitators. While somebody listens, the counts are looked at once a second and published where they have changed;
 * whether the listener is still a facilitator is asked again for each message.
 *
 * <p>Thread: the event loop of the rooms.
 */
final class LiveBridge {

  private static final Pattern ADDRESS = Pattern.compile("preau\\.workshop\\.([A-Za-z0-9_-]{1,40})\\.live");
  private static final long EVERY = 1_000;

  private final Vertx vertx;
  private final Rooms rooms;
  private final Access access;
  /** Open sockets, and as whom each may listen to which workshop. */
  private final Map<SockJSSocket, Map<String, String>> granted = new HashMap<>();
  private final Map<String, Watched> watched = new HashMap<>();
  private long timer = -1;

  private static final class Watched {
    final Set<SockJSSocket> listeners = new HashSet<>();
    Room room;
    long seq = -1;
    long cards;
    long links;
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
    var workshop = workshop(event);
    switch (event.type()) {
      case SOCKET_CREATED -> granted.put(event.socket(), new HashMap<>());
      case REGISTERED -> addListener(event.socket(), workshop);
      case UNREGISTER -> removeListener(event.socket(), workshop);
      case SOCKET_CLOSED, SOCKET_ERROR -> forget(event.socket());
      default -> { }
    }
    switch (event.type()) {
      case REGISTER -> register(event, workshop);
      case RECEIVE -> event.complete(mayStillListen(event.socket(), workshop));
      case SEND, PUBLISH -> event.complete(false);
      default -> event.complete(true);
    }
  }

  private static String workshop(BridgeEvent event) {
    var message = event.getRawMessage();
    if (message == null || !(message.getValue("address") instanceof String address)) return null;
    var match = ADDRESS.matcher(address);
    return match.matches() ? match.group(1) : null;
  }

  private void register(BridgeEvent event, String workshop) {
    var headers = event.getRawMessage().getValue("headers") instanceof JsonObject given ? given : new JsonObject();
    var token = headers.getValue("authorization") instanceof String header ? Access.token(header) : null;
    if (workshop == null || token == null) {
      event.complete(false);
      return;
    }
    access.member(token, workshop).onComplete((member, failure) -> {
      var may = granted.get(event.socket());
      var granting = failure == null && member.role() == Role.FACILITATOR && may != null;
      if (granting) may.put(workshop, member.id());
      event.complete(granting);
    });
  }

  private void addListener(SockJSSocket socket, String workshop) {
    if (!granted.getOrDefault(socket, Map.of()).containsKey(workshop)) return;
    var entry = watched.computeIfAbsent(workshop, unknown -> new Watched());
    entry.listeners.add(socket);
    rooms.room(workshop).onSuccess(room -> {
      var counts = counts(room, entry);
      if (entry.told == null) entry.told = counts;
      socket.write(new JsonObject().put("type", "rec").put("address", address(workshop)).put("body", counts).toBuffer());
    });
    if (timer < 0) timer = vertx.setPeriodic(EVERY, id -> List.copyOf(watched.keySet()).forEach(this::look));
  }

  /** What this socket did not register is not its to remove. */
  private void removeListener(SockJSSocket socket, String workshop) {
    granted.getOrDefault(socket, new HashMap<>()).remove(workshop);
    var entry = watched.get(workshop);
    if (entry == null || !entry.listeners.remove(socket) || !entry.listeners.isEmpty()) return;
    watched.remove(workshop);
    if (watched.isEmpty()) stopLooking();
  }

  private void forget(SockJSSocket socket) {
    List.copyOf(granted.getOrDefault(socket, Map.of()).keySet()).forEach(workshop -> removeListener(socket, workshop));
    granted.remove(socket);
  }

  private boolean mayStillListen(SockJSSocket socket, String workshop) {
    var entry = watched.get(workshop);
    if (entry == null || !entry.listeners.contains(socket)) return false;
    var may = entry.room.role(granted.get(socket).get(workshop)) == Role.FACILITATOR;
    if (!may) removeListener(socket, workshop);
    return may;
  }

  private void look(String workshop) {
    rooms.room(workshop).onSuccess(room -> {
      var entry = watched.get(workshop);
      if (entry == null) return;
      var counts = counts(room, entry);
      if (counts.equals(entry.told)) return;
      entry.told = counts;
      vertx.eventBus().publish(address(workshop), counts);
    });
  }

  private static JsonObject counts(Room room, Watched entry) {
    if (entry.room != room || entry.seq != room.seq()) {
      var records = room.committed().visible().stream().filter(record -> Visibility.isSeenByAll(room.committed(), record)).toList();
      entry.cards = WorkshopApi.count(records, "card");
      entry.links = WorkshopApi.count(records, "link");
      entry.room = room;
      entry.seq = room.seq();
    }
    var families = new JsonObject();
    room.people().values().stream().filter(person -> person.here() && person.family() != null)
        .forEach(person -> families.put(person.family(), families.getInteger(person.family(), 0) + 1));
    return new JsonObject().put("people", room.here()).put("families", families).put("cards", entry.cards)
        .put("links", entry.links).put("phase", WorkshopApi.phaseOf(room.committed()));
  }

  private static String address(String workshop) {
    return "preau.workshop." + workshop + ".live";
  }

  /** Workshops whose counts somebody listens to. */
  int watched() {
    return watched.size();
  }

  private void stopLooking() {
    if (timer >= 0) vertx.cancelTimer(timer);
    timer = -1;
  }

  Future<Void> close() {
    stopLooking();
    watched.clear();
    return Future.succeededFuture();
  }
}
