package fr.preau.config;

/** A setting that cannot be used; its message is one line that names the setting, the value and what is allowed. */
public final class ConfigException extends RuntimeException {
  public ConfigException(String line) {
    super(line);
  }
}
