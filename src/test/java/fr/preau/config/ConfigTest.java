package fr.preau.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ConfigTest {

  private static Config environment(String... namesAndValues) {
    var environment = new HashMap<String, String>();
    for (int i = 0; i < namesAndValues.length; i += 2) environment.put(namesAndValues[i], namesAndValues[i + 1]);
    return Config.load(environment, Map.of());
  }

  private static void refused(Runnable loading, String... parts) {
    assertThatThrownBy(loading::run).isInstanceOf(ConfigException.class).satisfies(refusal -> {
      assertThat(refusal.getMessage().lines()).hasSize(1);
      assertThat(refusal.getMessage()).contains(parts);
    });
  }

  @Test
  @DisplayName("without any setting the server starts on port 8080 with a database of its own")
  void defaults() {
    var config = environment();
    assertThat(config.port()).isEqualTo(8080);
    assertThat(config.host()).isEqualTo("0.0.0.0");
    assertThat(config.database()).isEmpty();
    assertThat(config.publicUrl()).isEmpty();
    assertThat(config.data()).isEqualTo(Path.of("data").toAbsolutePath());
    assertThat(config.idle()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.commit()).isEqualTo(new Config.Commit(42, 32));
    assertThat(config.limits()).isEqualTo(new Config.Limits(400, 60, 1000, 3000, 65_536, 20_971_520, 5_000));
    assertThat(config.origins()).isEmpty();
    assertThat(config.tls()).isEmpty();
    assertThat(config.demo()).isFalse();
  }

  @Test
  @DisplayName("other variables and properties of the machine are none of our business")
  void others() {
    assertThat(Config.load(Map.of("PATH", "/bin", "PREAUX", "1"), Map.of("user.name", "a", "preaux.port", "1")).port()).isEqualTo(8080);
  }

  @Test
  @DisplayName("a folder of one's own, then the environment, then system properties have the last word")
  void precedence(@TempDir Path folder) throws IOException {
    Files.writeString(folder.resolve("preau.properties"), "port = 1001\nlanguage = en\ndemo=true\n");
    var environment = Map.of("PREAU_CONF", folder.toString(), "PREAU_PORT", "1002", "PREAU_DEMO", "false");
    var config = Config.load(environment, Map.of("preau.port", "1003"));
    assertThat(config.port()).isEqualTo(1003);
    assertThat(config.language()).isEqualTo("en");
    assertThat(config.demo()).isFalse();
    assertThat(config.conf()).contains(folder);
  }

  @ParameterizedTest(name = "{0} cannot be {1}")
  @DisplayName("R59 a wrong value is refused in one line that names setting, value and what is allowed")
  @CsvSource(delimiter = '|', emptyValue = "", value = {
      "PREAU_PORT | http | a whole number from 0 to 65535",
      "PREAU_PORT | 65536 | a whole number from 0 to 65535",
      "PREAU_PORT | -1 | a whole number from 0 to 65535",
      "PREAU_PORT | 99999999999999999999 | a whole number from 0 to 65535",
      "PREAU_PORT | '' | a whole number from 0 to 65535",
      "PREAU_HOST | '' | an address of this machine",
      "PREAU_HOST | preau.invalid | an address of this machine",
      "PREAU_HOST | 198.51.100.7 | an address of this machine",
      "PREAU_PUBLIC_URL | https://preau.example.org/atelier | without a path",
      "PREAU_DEMO | yes | true or false",
      "PREAU_LANGUAGE | de | fr or en",
      "PREAU_PUBLIC_URL | preau.example.org | an address such as https://preau.example.org",
      "PREAU_PUBLIC_URL | ftp://preau.example.org | an address such as https://preau.example.org",
      "PREAU_ORIGINS | https://a.example/path | without a path",
      "PREAU_TRUSTED_PROXIES | proxy.local | IP addresses or networks",
      "PREAU_TRUSTED_PROXIES | 999.1.1.1 | IP addresses or networks",
      "PREAU_TRUSTED_PROXIES | 10.0.0.0/99 | IP addresses or networks",
      "PREAU_TRUSTED_PROXIES | ::1/129 | IP addresses or networks",
      "PREAU_TRUSTED_PROXIES | 1:2 | IP addresses or networks",
      "PREAU_TLS_CERT | /nowhere/cert.pem | a file that can be read",
      "PREAU_CONF | /nowhere | a folder that exists",
      "PREAU_COMMIT_BATCH | 0 | a whole number from 1 to 10000"})
  void wrongValues(String variable, String value, String allowed) {
    refused(() -> environment(variable, value), variable, "\"" + value + "\"", allowed);
  }

  @Test
  @DisplayName("a certificate without its key is refused")
  void halfTls(@TempDir Path folder) throws IOException {
    var pem = Files.writeString(folder.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----\n-----BEGIN RSA PRIVATE KEY-----\n").toString();
    refused(() -> environment("PREAU_TLS_CERT", pem), "tls-key", "PEM file");
    assertThat(environment("PREAU_TLS_CERT", pem, "PREAU_TLS_KEY", pem).tls()).isPresent();
  }

  @Test
  @DisplayName("R59 a file that is no certificate, or no key, is refused before anything is started")
  void notPem(@TempDir Path folder) throws IOException {
    var certificate = Files.writeString(folder.resolve("cert.pem"), "-----BEGIN CERTIFICATE-----\n").toString();
    var other = Files.write(folder.resolve("other"), new byte[] {(byte) 0xE9, 0, 1}).toString();
    refused(() -> environment("PREAU_TLS_CERT", certificate, "PREAU_TLS_KEY", certificate), "PREAU_TLS_KEY", "a PEM file with a PRIVATE KEY");
    refused(() -> environment("PREAU_TLS_CERT", other, "PREAU_TLS_KEY", certificate), "PREAU_TLS_CERT", "a PEM file with a CERTIFICATE");
  }

  @Test
  @DisplayName("R59 an unknown setting is refused wherever it stands, with the name that was probably meant")
  void unknown(@TempDir Path folder) throws IOException {
    refused(() -> environment("PREAU_PROT", "1"), "PREAU_PROT", "Did you mean port?");
    refused(() -> Config.load(Map.of(), Map.of("preau.db-ulr", "x")), "preau.db-ulr", "Did you mean db-url?");
    refused(() -> environment("PREAU_QUITE_DIFFERENT", "1"), "PREAU_QUITE_DIFFERENT", "port, public-url");
    var file = Files.writeString(folder.resolve("preau.properties"), "colour = red\n");
    refused(() -> environment("PREAU_CONF", folder.toString()), "colour", file.toString());
  }

  @Test
  @DisplayName("a settings file that is not text in UTF-8 is refused")
  void notText(@TempDir Path folder) throws IOException {
    Files.write(folder.resolve("preau.properties"), new byte[] {'a', '=', (byte) 0xE9});
    refused(() -> environment("PREAU_CONF", folder.toString()), "UTF-8");
    Files.writeString(folder.resolve("preau.properties"), "port = \\uZZZZ");
    refused(() -> environment("PREAU_CONF", folder.toString()), "preau.properties");
  }

  @Test
  @DisplayName("a database address gives host, port, database, user and password, percent-decoded")
  void databaseUrl() {
    assertThat(environment("PREAU_DB_URL", "postgresql://an%20ne:p%40ss%2Fw+rd@db.example:5433/pr%C3%A9au").database())
        .contains(new DatabaseUrl("db.example", 5433, "préau", "an ne", "p@ss/w+rd"));
    assertThat(environment("PREAU_DB_URL", "postgresql://anne@localhost/preau").database())
        .contains(new DatabaseUrl("localhost", 5432, "preau", "anne", ""));
  }

  @ParameterizedTest
  @DisplayName("another form of database address is refused without showing a password")
  @ValueSource(strings = {"mysql://u:secret@h/d", "jdbc:postgresql://u:secret@h/d", "postgresql://h/d", "postgresql://u:secret@h", "postgresql://u:secret@h/",
      "postgresql://u:secret@h:0/d", "postgresql://u:secret@h:99999/d", "postgresql://u:secret@h/d?sslmode=x", "postgresql://:secret@h/d", "postgresql://u:secret@h/d/e", "secret"})
  void otherDatabases(String url) {
    refused(() -> environment("PREAU_DB_URL", url), "PREAU_DB_URL", "postgresql://user:password@host:port/database");
    assertThatThrownBy(() -> environment("PREAU_DB_URL", url)).hasMessageNotContaining("secret");
  }

  @Test
  @DisplayName("no text of the configuration shows the database's password")
  void noPassword() {
    assertThat(environment("PREAU_DB_URL", "postgresql://anne:secret@h/d").toString()).doesNotContain("secret");
  }

  @Test
  @DisplayName("lists are separated by commas")
  void lists() {
    var config = environment("PREAU_ORIGINS", "https://a.example, http://b.example:81", "PREAU_TRUSTED_PROXIES", "10.0.0.0/8, ::1");
    assertThat(config.origins()).isEqualTo(List.of("https://a.example", "http://b.example:81"));
    assertThat(config.trustedProxies()).isEqualTo(List.of("10.0.0.0/8", "::1"));
  }

  @Test
  @DisplayName("a slash at the end of the public address does not count")
  void publicUrl() {
    assertThat(environment("PREAU_PUBLIC_URL", "https://preau.example.org/").publicUrl()).contains("https://preau.example.org");
  }
}
