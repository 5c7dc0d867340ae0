package fr.preau.room.port;

/** What the live engine tells of itself, for metrics. */
public interface RoomMeter {

  RoomMeter NONE = new RoomMeter() {
    @Override public void committed(int txs, int workshops, long nanos) {}

    @Override public void commitFailed() {}

    @Override public void refused(String code) {}
  };

  /** @param nanos from handing the batch to the log until its outcome was known */
  void committed(int txs, int workshops, long nanos);

  void commitFailed();

  void refused(String code);
}
