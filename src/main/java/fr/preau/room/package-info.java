/**
 * The live engine: rooms, the sessions in them, presence, group commit over all rooms; and its ports, which others
 * implement: {@link fr.preau.room.port.TxLog}, {@link fr.preau.room.port.Directory}, {@link fr.preau.room.port.Outbox},
 * {@link fr.preau.room.port.Clock}, {@link fr.preau.room.port.Encoder}.
 *
 * <p>May import board, workshop and protocol but for the codec; may be imported by store, http, cluster and the
 * composition root.
 *
 * <p>Threads: all rooms of a server live on one event loop, on which everything here is called.
 */
package fr.preau.room;
