/**
 * The composition root: reads the settings, wires everything together, starts and stops the server.
 *
 * <p>May import everything; imported by nothing.
 *
 * <p>Threads: starts on the main thread, then lives on one event loop.
 */
package fr.preau;
