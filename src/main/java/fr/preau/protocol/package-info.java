/**
 * What is said on the wire: messages as sealed types, the one codec that knows every wire name, and the sentences for
 * people from the browser's language files.
 *
 * <p>May import board and workshop; may be imported by room (the messages, not the codec), store, http, cluster and the
 * composition root.
 *
 * <p>Threads: messages are immutable and the codec keeps nothing; any thread.
 */
package fr.preau.protocol;
