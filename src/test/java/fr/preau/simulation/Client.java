package fr.preau.simulation;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import fr.preau.board.Op;
import fr.preau.protocol.CloseCode;
import fr.preau.workshop.Role;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * A person's page, with the logic of the browser: shows at once what is done, sends it in its order, sends again after each
 * welcome what is not acknowledged, and comes back by itself when the line breaks. What is pending outlives the page.
 */
final class Client {

  private static final int FIRST_DELAY = 400;
  private static final int LONGEST_DELAY = 5_000;
  /** Transactions that may be under way at a time. */
  private static final int WINDOW = 20;
  /** Codes of refusals that nobody gets who does as a client should. */
  private static final Set<String> NEVER = Set.of("ahead", "wrong-edit", "wrong-text", "id-reused", "too-many-ops", "empty");

  private final World world;
  private final String participant;
  private Replica replica = new Replica();
  private String prefix;
  private int counter;
  private Line line;
  private boolean welcomed;
  private boolean left;
  private int failures;
  private final Set<String> sent = new HashSet<>();
  /** Ids sent on this line. */
  private final Set<String> said = new HashSet<>();
  /** Ids under which only another body was sent on this line, after they were acknowledged. */
  private final Set<String> reused = new HashSet<>();

  Client(World world, String participant) {
    this.world = world;
    this.participant = participant;
    this.prefix = world.pageLoad();
    connect();
  }

  // ---- the line

  private void connect() {
    if (left) return;
    if (world.server() == null) {
      comeBack();
      return;
    }
    line = new Line(world, this, world.server());
    var hello = JsonNodeFactory.instance.objectNode().put("t", "hello").put("token", participant);
    if (replica.seq() >= 0) hello.put("since", replica.seq());
    send(hello.toString());
  }

  private void comeBack() {
    long delay = Math.min(LONGEST_DELAY, FIRST_DELAY << Math.min(failures++, 10));
    world.clock.after(world.chance.between((int) delay / 2, (int) delay), this::reconnect);
  }

  private void reconnect() {
    if (line == null) connect();
  }

  /** The line ended; an older one that ends does not matter. */
  void lost(Line which, int code) {
    if (which != line) return;
    world.trace(() -> this + " lost its line: " + code);
    line = null;
    welcomed = false;
    sent.clear();
    said.clear();
    reused.clear();
    if (code == CloseCode.TOKEN_REFUSED.number() || code == CloseCode.REMOVED.number() && !world.truth.wasRemoved(participant)) throw new Violation(this + " was sent away: " + code);
    comeBack();
  }

  /** Nothing was heard on this line for too long. */
  void giveUp(Line which) {
    if (which != line) return;
    which.hangUp();
    lost(which, Line.BROKEN);
  }

  private void send(String frame) {
    line.toServer(frame.getBytes(StandardCharsets.UTF_8));
  }

  // ---- what is done here

  /** Does something: it is shown at once, kept, and sent as soon as possible. */
  void change(List<Op> ops) {
    var id = prefix + "-" + ++counter;
    world.trace(() -> this + " makes " + id + " " + ops);
    replica.submit(id, ops);
    sendPending();
  }

  private void sendPending() {
    if (!welcomed) return;
    for (var tx : replica.freeze(WINDOW)) {
      world.journal.made(participant, tx.id(), tx.sent());
      if (sent.add(tx.id())) submit(tx.id(), tx.sent());
    }
  }

  private void submit(String id, List<Op> ops) {
    said.add(id);
    world.trace(() -> this + " sends " + id + " " + ops);
    send("{\"t\":\"tx\",\"id\":\"" + id + "\",\"ops\":" + world.codec.ops(ops) + "}");
  }

  /** Sends something under way a second time, as nobody should. */
  void sendTwice() {
    if (!welcomed || sent.isEmpty()) return;
    var tx = replica.pending().get(world.chance.below(replica.pending().size()));
    if (!sent.contains(tx.id())) return;
    world.trace(() -> this + " sends twice " + tx.id());
    submit(tx.id(), tx.sent());
  }

  /** Sends another body under the id of something that is committed, as nobody should. */
  void sendOther(List<Op> ops) {
    var own = world.journal.acknowledged().stream().filter(tx -> tx.by().equals(participant)).toList();
    if (!welcomed || own.isEmpty()) return;
    var id = world.chance.of(own).id();
    if (world.journal.isBody(participant, id, ops)) return;
    world.trace(() -> this + " sends another body as " + id);
    if (!said.contains(id)) reused.add(id);
    submit(id, ops);
  }

  // ---- what the server says

  void hear(Line which, Message message) {
    if (which != line) return;
    switch (message.kind()) {
      case "welcome" -> welcome(message);
      case "txs" -> take(message);
      case "reject" -> refused(message);
      default -> { }
    }
  }

  private void welcome(Message message) {
    world.trace(() -> this + " at " + replica.seq() + " is welcomed at " + message.seq() + (message.records() != null ? " with records" : " with txs"));
    if (welcomed && !world.truth.changedRole(participant)) throw new Violation(this + " was welcomed twice");
    if (welcomed) sent.clear();
    welcomed = true;
    failures = 0;
    if (message.records() != null) replica.replace(message.records(), message.own().whole().values(), message.seq());
    else take(message);
    sendPending();
  }

  private void take(Message message) {
    var own = message.own().ids();
    for (var told : message.txs()) {
      boolean mine = participant.equals(told.by());
      var tx = told.without(own);
      if (mine && tx.seq() <= replica.seq() && reused.contains(tx.id())) throw new Violation("another body under " + tx.id() + " was acknowledged");
      if (replica.take(tx, mine)) acknowledged(tx);
    }
    replica.own(message.own());
    replica.advance(message.seq());
    world.invariants.seen(this);
    sendPending();
  }

  private void acknowledged(Message.Told tx) {
    world.trace(() -> this + " hears that " + tx.id() + " is " + tx.seq());
    sent.remove(tx.id());
    world.journal.acknowledged(participant, tx.id(), tx.seq());
  }

  private void refused(Message message) {
    var id = message.text("id");
    if (!replica.refuse(id)) return;
    world.trace(() -> this + " hears that " + id + " is refused: " + message.text("code"));
    if (NEVER.contains(message.text("code"))) throw new Violation(this + " was refused " + id + " as " + message.text("code"));
    sent.remove(id);
    world.journal.refused(participant, id);
    sendPending();
  }

  // ---- coming and going

  /** The page is loaded again, or crashed and was opened again: only what is pending is left. */
  void reload() {
    world.trace(() -> this + " reloads");
    if (line != null) line.hangUp();
    line = null;
    welcomed = false;
    sent.clear();
    said.clear();
    reused.clear();
    replica = replica.afterReload();
    prefix = world.pageLoad();
    counter = 0;
    connect();
  }

  void leave() {
    world.trace(() -> this + " leaves");
    left = true;
    if (line != null) line.hangUp();
    line = null;
  }

  boolean isSettled() {
    if (!world.truth.isMember(participant)) return !welcomed;
    return welcomed && replica.pending().isEmpty() && (replica.seq() == world.truth.seq() || isUpToDateAtTheDoor());
  }

  /** Who waits there is told only of what they see, and not how far that is complete. */
  private boolean isUpToDateAtTheDoor() {
    return world.truth.viewer(participant, world.truth.seq()).role() == Role.WAITING && Truth.visible(replica.confirmed()).equals(world.truth.view(participant, world.truth.seq()));
  }

  /** Whether it has been let in, and not been sent away since. */
  boolean isInside() {
    return welcomed;
  }

  /** For those who look for the reason why it does not settle. */
  String status() {
    return this + (welcomed ? " welcomed" : line == null ? " without a line" : " not welcomed") + " at " + replica.seq() + " of " + world.truth.seq() + ", pending " + replica.pending().size();
  }

  Replica replica() {
    return replica;
  }

  Line line() {
    return line;
  }

  String participant() {
    return participant;
  }

  @Override
  public String toString() {
    return participant + "/" + prefix;
  }
}
