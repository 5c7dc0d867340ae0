package fr.preau.room.port;

import fr.preau.board.Op;
import fr.preau.protocol.Tx;
import io.vertx.core.Future;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Which workshops exist and who takes part in them: what the log does not know. */
public interface Directory {

  /**
   * Creates a workshop, its facilitator and its first transaction (seq 1, by the server), all or nothing.
   *
   * @return false where the code or the id is already in use
   */
  Future<Boolean> create(NewWorkshop workshop, Person facilitator, byte[] tokenHash, List<Op> first);

  /** The workshop that can be joined with this code now; empty where it is unknown, closed or expired. */
  Future<Optional<String>> byCode(String code);

  /** Empty where there is no such workshop. */
  Future<Optional<WorkshopInfo>> info(String workshop);

  Future<Void> addPerson(String workshop, Person person, byte[] tokenHash);

  /** Forgets a person and all their ways in. */
  Future<Void> removePerson(String workshop, String participant);

  /** Gives a person one more way in. */
  Future<Void> addToken(String workshop, String participant, byte[] tokenHash);

  /** Whose token has this SHA-256. */
  Future<Optional<Credential>> byToken(byte[] tokenHash);

  /** Everybody who ever joined the workshop, by participant id. */
  Future<Map<String, Person>> people(String workshop);

  /** @param codeExpires epoch milliseconds; the other texts but id, code, title and language may be null */
  record NewWorkshop(String id, String code, long codeExpires, long at, String title, String territory, String language,
                     String template, String series, String edition) {}

  /** The first transaction of a new workshop: what the server writes into it. */
  static Tx firstTx(NewWorkshop workshop, List<Op> ops) {
    return new Tx(1, "created-1", Tx.SERVER, workshop.at(), 0, ops);
  }

  /** @param status {@code open} or {@code closed}: whether its code lets people in */
  record WorkshopInfo(String id, String code, String status, String series, String edition, long created) {}

  /** @param organisation may be null */
  record Person(String id, String name, String organisation) {}

  record Credential(String workshop, String participant) {}
}
