package fr.preau.room;

import fr.preau.room.port.Directory;
import fr.preau.room.port.TxLog;

class InMemoryDirectoryTest extends DirectoryContract {

  private final InMemoryTxLog log = new InMemoryTxLog();
  private final Directory directory = new InMemoryDirectory(log, () -> NOW);

  @Override
  TxLog log() {
    return log;
  }

  @Override
  Directory directory() {
    return directory;
  }
}
