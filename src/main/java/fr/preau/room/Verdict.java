package fr.preau.room;

import fr.preau.board.Refusal;
import fr.preau.protocol.Tx;

/** What became of a transaction that the server itself submitted. */
public sealed interface Verdict {

  /** It is in the log and everybody has been told. */
  record Accepted(Tx tx) implements Verdict {}

  record Refused(Refusal refusal) implements Verdict {}
}
