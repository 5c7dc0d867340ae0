/**
 * How this server is set up: one validated record, from {@code conf/}, the environment and system properties.
 *
 * <p>Imports nothing of ours; imported by the composition root and by http. Immutable values; any thread.
 */
package fr.preau.config;
