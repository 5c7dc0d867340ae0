package fr.preau.room;

import static fr.preau.room.TxLogContract.await;
import static org.assertj.core.api.Assertions.assertThat;

import fr.preau.board.Op;
import fr.preau.room.port.Directory;
import fr.preau.room.port.TxLog;
import fr.preau.room.port.Directory.Credential;
import fr.preau.room.port.Directory.NewWorkshop;
import fr.preau.room.port.Directory.Person;
import fr.preau.room.port.Directory.WorkshopInfo;
import io.vertx.core.Future;
import java.security.SecureRandom;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What every directory owes to those who join. */
abstract class DirectoryContract {

  /** What the directory under test takes for the present, in epoch milliseconds. */
  static final long NOW = 1_700_000_000_000L;

  abstract TxLog log();

  abstract Directory directory();

  private static String random() {
    return UUID.randomUUID().toString().substring(0, 8);
  }

  private static byte[] hash() {
    var bytes = new byte[32];
    new SecureRandom().nextBytes(bytes);
    return bytes;
  }

  private static NewWorkshop workshop(String id, String code, long codeExpires) {
    return new NewWorkshop(id, code, codeExpires, NOW, "Se déplacer", "Val d'Ombre", "fr", "carte", "s_1", "2026");
  }

  private boolean create(String id, String code, byte[] token) {
    return await(directory().create(workshop(id, code, NOW + 1), new Person("p_1", "Anne", "Mairie"), token, List.of(new Op.Put("board", "main", Map.of()))));
  }

  @Test
  @DisplayName("a created workshop can be joined by its code, opened, and entered with the facilitator's token")
  void created() {
    var id = "w_" + random();
    var code = random();
    var token = hash();
    assertThat(create(id, code, token)).isTrue();
    assertThat(await(directory().byCode(code))).contains(id);
    assertThat(await(directory().byToken(token))).contains(new Credential(id, "p_1"));
    assertThat(await(directory().info(id))).contains(new WorkshopInfo(id, code, "open", "s_1", "2026", NOW));
    assertThat(await(directory().people(id))).isEqualTo(Map.of("p_1", new Person("p_1", "Anne", "Mairie")));
    assertThat(await(log().open(id)).orElseThrow().seq()).isEqualTo(1);
  }

  @Test
  @DisplayName("a code or an id that is in use makes nothing, not even a person")
  void inUse() {
    var id = "w_" + random();
    var code = random();
    assertThat(create(id, code, hash())).isTrue();
    var token = hash();
    var other = "w_" + random();
    assertThat(create(other, code, token)).isFalse();
    assertThat(create(id, random(), token)).isFalse();
    assertThat(await(directory().byToken(token))).isEmpty();
    assertThat(await(directory().info(other))).isEmpty();
    assertThat(await(log().open(other))).isEmpty();
    assertThat(await(directory().people(id))).hasSize(1);
  }

  @Test
  @DisplayName("R40 an unknown and an expired code lead nowhere")
  void expired() {
    var code = random();
    await(directory().create(workshop("w_" + random(), code, NOW), new Person("p_1", "Anne", null), hash(), List.of()));
    assertThat(await(directory().byCode(code))).isEmpty();
    assertThat(await(directory().byCode("inconnu"))).isEmpty();
  }

  @Test
  @DisplayName("people who join are known with name and organisation, each by own tokens")
  void people() {
    var id = "w_" + random();
    create(id, random(), hash());
    var phone = hash();
    var laptop = hash();
    await(directory().addPerson(id, new Person("p_2", "Zoë 🌳", null), phone));
    await(directory().addToken(id, "p_2", laptop));
    assertThat(await(directory().people(id))).containsEntry("p_2", new Person("p_2", "Zoë 🌳", null)).hasSize(2);
    assertThat(await(directory().byToken(phone))).contains(new Credential(id, "p_2"));
    assertThat(await(directory().byToken(laptop))).contains(new Credential(id, "p_2"));
  }

  @Test
  @DisplayName("who is removed is not known any more, and comes in with none of their tokens; others do")
  void removed() {
    var id = "w_" + random();
    var host = hash();
    create(id, random(), host);
    var phone = hash();
    var laptop = hash();
    await(directory().addPerson(id, new Person("p_2", "Zoë", null), phone));
    await(directory().addToken(id, "p_2", laptop));
    for (int twice = 0; twice < 2; twice++) await(directory().removePerson(id, "p_2"));
    assertThat(await(directory().people(id))).containsOnlyKeys("p_1");
    assertThat(await(directory().byToken(phone))).isEmpty();
    assertThat(await(directory().byToken(laptop))).isEmpty();
    assertThat(await(directory().byToken(host))).contains(new Credential(id, "p_1"));
  }

  @Test
  @DisplayName("an unknown token, workshop or person is nobody")
  void unknown() {
    assertThat(await(directory().byToken(hash()))).isEmpty();
    assertThat(await(directory().info("nowhere"))).isEmpty();
    assertThat(await(directory().people("nowhere"))).isEmpty();
    assertThat(directory().addPerson("nowhere", new Person("p_1", "Anne", null), hash())).satisfies(DirectoryContract::fails);
    assertThat(directory().addToken("nowhere", "p_1", hash())).satisfies(DirectoryContract::fails);
  }

  private static void fails(Future<Void> future) {
    assertThat(await(future.map(false).otherwise(true))).isTrue();
  }
}
