/** A real document that two people typed at once, typed again by two clients: whatever the delays, it ends in its known text. */
package fr.preau.trace;
