package fr.preau.workshop;

import java.util.Locale;

/** What somebody is in a workshop. */
public enum Role {
  FACILITATOR, PARTICIPANT, OBSERVER,
  /** Has asked to come in, and sees nothing yet. */
  WAITING;

  private static final Role[] ALL = values();

  private final String word = name().toLowerCase(Locale.ROOT);

  /** The word for it on the wire and in the model. */
  public String word() {
    return word;
  }

  /** The role that the word names; an unknown word gives the role that may do least. */
  public static Role of(String word) {
    for (var role : ALL) if (role.word().equals(word)) return role;
    return OBSERVER;
  }
}
