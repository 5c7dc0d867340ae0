package fr.preau.http;

import fr.preau.board.Check;
import fr.preau.room.Room;
import fr.preau.room.Rooms;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;

/** Who a request is from, and whether they take part in the workshop that it is about. */
final class Access {

  private static final String SCHEME = "bearer ";

  private final Rooms rooms;
  private final Tokens tokens;

  /** Somebody who takes part. */
  record Member(Room room, String id, Role role) {
    Viewer viewer() {
      return Viewer.of(room.committed(), id);
    }
  }

  Access(Rooms rooms, Tokens tokens) {
    this.rooms = rooms;
    this.tokens = tokens;
  }

  Future<Member> member(RoutingContext context) {
    var workshop = context.pathParam("id");
    if (!Check.isId(workshop)) return Future.failedFuture(ApiProblem.of(404, "not-found"));
    return member(bearer(context), workshop);
  }

  Future<Member> facilitator(RoutingContext context) {
    return facilitator(member(context));
  }

  /** For a request whose path has not been taken apart yet. */
  Future<Member> facilitator(RoutingContext context, String workshop) {
    return facilitator(member(bearer(context), workshop));
  }

  private static Future<Member> facilitator(Future<Member> member) {
    return member.compose(found -> found.role() == Role.FACILITATOR
        ? Future.succeededFuture(found) : Future.failedFuture(ApiProblem.of(403, "facilitators-only")));
  }

  /** @param token null where none was given */
  Future<Member> member(String token, String workshop) {
    return tokens.find(token).compose(found -> {
      if (found.isEmpty()) return Future.failedFuture(ApiProblem.of(401, token == null ? "no-token" : "token-refused"));
      if (!found.get().workshop().equals(workshop)) return Future.failedFuture(ApiProblem.of(403, "forbidden"));
      return rooms.room(workshop).compose(room -> {
        var role = room.role(found.get().participant());
        return role == null ? Future.failedFuture(ApiProblem.of(403, "removed")) : Future.succeededFuture(new Member(room, found.get().participant(), role));
      });
    });
  }

  private static String bearer(RoutingContext context) {
    return token(context.request().getHeader(HttpHeaders.AUTHORIZATION));
  }

  /** The token in an {@code authorization} header; null where there is none. */
  static String token(String header) {
    return header != null && header.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? header.substring(SCHEME.length()).trim() : null;
  }
}
