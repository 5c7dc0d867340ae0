package fr.preau.room;

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
