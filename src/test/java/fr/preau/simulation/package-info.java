/**
 * Deterministic simulation of the server: the real rooms, rights, board and codec, with time, lines, log and people out of one
 * seeded {@link fr.preau.simulation.Chance}, in one thread. A run that fails says its seed, and the seed repeats it.
 *
 * <p>A {@link fr.preau.simulation.Simulation} is one run in one {@link fr.preau.simulation.World}. Each
 * {@link fr.preau.simulation.Client} holds a {@link fr.preau.simulation.Replica} as the browser does (its long texts in
 * {@link fr.preau.simulation.Texts}) and does what its {@link fr.preau.simulation.Author} comes up with. What it says goes as
 * bytes over a {@link fr.preau.simulation.Line} of two {@link fr.preau.simulation.Pipe}s to a
 * {@link fr.preau.simulation.ServerEnd} of a {@link fr.preau.simulation.Server}, whose rooms reach the log through a
 * {@link fr.preau.simulation.FaultyLog}. In between strikes a {@link fr.preau.simulation.Fault}.
 * In one seed of six a {@link fr.preau.simulation.Steering} has the workshop led: phases, reveals, tables, votes, and roles that change.
 *
 * <p>{@link fr.preau.simulation.Truth} is what the log has, {@link fr.preau.simulation.Journal} what clients sent and were
 * told; {@link fr.preau.simulation.Invariants} compares both with what is said, at every step and when all is at rest.
 */
package fr.preau.simulation;
