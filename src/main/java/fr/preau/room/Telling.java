package fr.preau.room;

import fr.preau.board.Board;
import fr.preau.protocol.Frame;
import fr.preau.protocol.ServerMessage;
import fr.preau.protocol.ServerMessage.OwnTxs;
import fr.preau.protocol.ShownTx;
import fr.preau.room.port.Encoder;
import fr.preau.workshop.Role;
import fr.preau.workshop.Viewer;
import fr.preau.workshop.Visibility;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/**
 * What was committed together, as it is told to each who is here:
 *
 * <ul>
 *   <li>one frame for all in a role, where nothing of it is on the board of their table;
 *   <li>one for all in a role at a table, where something is; and one for all who go from a table to the same other;
 *   <li>the same bytes, with what is theirs before them, for who sees some of what came into sight or went out of it otherwise, because they wrote it ({@link #own});
 *   <li>a frame of their own for who did it, whose own records it is directly about, who moves more than once, or who leaves or finds things of their own at a table ({@link #apart}).
 * </ul>
 *
 * <p>Thread: the room's event loop.
 */
final class Telling {

  private final Encoder encoder;
  private final long seq;
  private final List<Committed> txs;
  /** Those of them that change who sees what. */
  private final List<Committed> sights;
  private final Board before;
  private final Board now;
  private final Set<String> apart;
  /** Tables on whose boards something of it is: what people at others see of it does not depend on where they sit. */
  private final Set<String> tables;
  /** By participant: ids of what is theirs to see among what came into sight or out of it. */
  private final Map<String, Set<String>> own = new HashMap<>();
  private final Map<Seat, Optional<Frame>> frames = new HashMap<>();
  private final Map<String, Set<String>> apartAt = new HashMap<>();
  private final Map<String, Long> movedAt = new HashMap<>();

  private record Move(String from, String to) {}

  private static final Move NOWHERE = new Move(null, null);

  /** @param at seq of the move; 0 for none */
  private record Seat(Role role, Move move, long at) {}

  Telling(Encoder encoder, long seq, List<Committed> txs, Board now) {
    this.encoder = encoder;
    this.seq = seq;
    this.txs = txs;
    this.now = now;
    this.sights = txs.stream().filter(Committed::isSight).toList();
    this.before = sights.isEmpty() ? now : sights.getFirst().before();
    this.apart = Views.apart(txs);
    this.tables = Views.tables(txs);
    for (var tx : sights) for (var id : tx.touched()) noteOwn(tx, id);
    noteMoves();
  }

  /** Who changes places more than once has a way of their own. */
  private void noteMoves() {
    for (var tx : sights) {
      for (var id : tx.touched()) if (!Viewer.of(tx.before(), id).equals(Viewer.of(tx.after(), id)) && movedAt.put(id, tx.shown().seq()) != null) apart.add(id);
    }
  }

  private void noteOwn(Committed tx, String id) {
    var authors = new HashSet<String>();
    Visibility.addAuthors(tx.before(), id, authors);
    Visibility.addAuthors(now, id, authors);
    for (var author : authors) own.computeIfAbsent(author, one -> new LinkedHashSet<>()).add(id);
  }

  /** What somebody is sent; empty where nothing of it is for them. */
  Optional<Frame> to(String participant) {
    var was = Viewer.of(before, participant);
    var is = before == now ? was : Viewer.of(now, participant);
    var move = new Move(was.table(), is.table());
    boolean moved = !Objects.equals(move.from(), move.to());
    if (is.role() == Role.WAITING || apart.contains(participant) || moved && isApart(move, participant)) return frame(participant, false);
    var seat = moved || tables.contains(is.table()) ? new Seat(is.anybody().role(), move, movedAt.getOrDefault(participant, 0L)) : new Seat(is.anybody().role(), NOWHERE, 0);
    var shared = frames.computeIfAbsent(seat, one -> frame(participant, true));
    var mine = Views.own(sights, now, own.getOrDefault(participant, Set.of()), is);
    return mine.isEmpty() ? shared : Optional.of(encoder.encode(new OwnTxs(mine, shared.orElseGet(() -> encode(List.of())))));
  }

  /** @param anybody whether it is for anybody who sits where the participant does */
  private Optional<Frame> frame(String participant, boolean anybody) {
    var shown = new ArrayList<ShownTx>();
    for (var tx : txs) {
      var is = Viewer.of(tx.isForAll() ? now : tx.after(), participant);
      var was = tx.isSight() ? Viewer.of(tx.before(), participant) : is;
      var mine = anybody ? Views.shown(tx, was.anybodyHere(), is.anybodyHere()) : Views.shown(tx, was, is);
      if (mine != null) shown.add(mine);
    }
    return shown.isEmpty() ? Optional.empty() : Optional.of(encode(shown));
  }

  private Frame encode(List<ShownTx> shown) {
    return encoder.encode(new ServerMessage.Txs(seq, shown));
  }

  /** Whether somebody may see what is at two tables otherwise than others do who go from the one to the other. */
  private boolean isApart(Move move, String participant) {
    return own.containsKey(participant) || apartAt(move.from()).contains(participant) || apartAt(move.to()).contains(participant);
  }

  /** Who sees what was at a table at first, or is in the end, otherwise than others there do; what was there in between was told of, and is among {@link #own}. */
  private Set<String> apartAt(String table) {
    return table == null ? Set.of() : apartAt.computeIfAbsent(table, one -> {
      var authors = new HashSet<String>();
      for (var id : Visibility.reach(before, one)) Visibility.addAuthors(before, id, authors);
      for (var id : Visibility.reach(now, one)) Visibility.addAuthors(now, id, authors);
      return authors;
    });
  }
}
