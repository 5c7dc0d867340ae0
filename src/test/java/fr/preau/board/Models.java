package fr.preau.board;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Models for tests. */
public final class Models {

  private Models() {}

  /** The one in {@code conf}. */
  public static Model shipped() {
    try {
      return Model.of(new JsonMapper().readValue(Path.of("conf/model.json").toFile(), new TypeReference<>() {}));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
