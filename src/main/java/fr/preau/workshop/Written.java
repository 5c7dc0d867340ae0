package fr.preau.workshop;

/**
 * That something was meant for few when it was written: for its author or one table alone, or without a name.
 *
 * @param phase in which it was written
 * @param shown whether what is written in that phase was shown to everybody by then, so that only the name was kept back
 */
public record Written(String phase, boolean shown) {}
