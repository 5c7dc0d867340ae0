/**
 * What the live engine needs from outside, and who gives it: the log and the directory ({@code store}), encoding and the ways to
 * clients ({@code http}), time and metrics. Imports {@code board} and {@code protocol}; {@code room}, {@code store}, {@code http}
 * and the composition root import it. Each port says on which thread its answers come.
 */
package fr.preau.room.port;
