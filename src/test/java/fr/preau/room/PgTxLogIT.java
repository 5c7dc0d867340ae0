package fr.preau.room;

import fr.preau.room.port.Directory;
import fr.preau.room.port.TxLog;
import fr.preau.store.Storage;
import fr.preau.store.TestStorage;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestStorage.class)
class PgTxLogIT extends TxLogContract {

  private Storage storage;

  @BeforeEach
  void connect(TestStorage postgres) {
    storage = postgres.connect(() -> 0);
  }

  @AfterEach
  void disconnect() {
    storage.close();
  }

  @Override
  TxLog log() {
    return storage.log();
  }

  @Override
  Directory directory() {
    return storage.directory();
  }
}
