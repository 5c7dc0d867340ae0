/**
 * PURE. What a workshop is made of: records, the operations that change them, the model that says what is allowed, and
 * the board, a value that results from applying operations. No clock, no randomness, no I/O.
 *
 * <p>Imports nothing of ours; may be imported by everyone.
 *
 * <p>Threads: everything is immutable; any thread.
 */
package fr.preau.board;
