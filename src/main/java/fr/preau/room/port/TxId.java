package fr.preau.room.port;

/**
 * A transaction id, split as resends need it: what stands before the last {@code -} names one page load of one client,
 * what follows is a counter that grows. An id of another form is a client of its own, with counter -1.
 */
public record TxId(String client, long counter) {

  public static TxId of(String id) {
    int dash = id.lastIndexOf('-');
    int digits = id.length() - dash - 1;
    if (dash < 1 || digits < 1 || digits > 15 || digits > 1 && id.charAt(dash + 1) == '0') return new TxId(id, -1);
    for (int i = dash + 1; i < id.length(); i++) if (id.charAt(i) < '0' || id.charAt(i) > '9') return new TxId(id, -1);
    return new TxId(id.substring(0, dash), Long.parseLong(id.substring(dash + 1)));
  }
}
