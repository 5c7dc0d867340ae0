/**
 * PURE. Who may do what in a workshop, and what it can begin with. No clock, no randomness, no I/O.
 *
 * <p>May import board; may be imported by everyone but board.
 *
 * <p>Threads: everything is immutable; any thread.
 */
package fr.preau.workshop;
