package fr.preau.architecture;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.lang.ArchRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Who may import whom: one rule for each row of the table in {@code architecture.md}, with its reason. */
class PackagesTest {

  private static JavaClasses classes;

  @BeforeAll
  static void read() {
    classes = new ClassFileImporter().withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS).importPackages("fr.preau");
  }

  private static DescribedPredicate<JavaClass> oursBut(String... allowed) {
    Predicate<JavaClass> within = type -> Arrays.stream(allowed).anyMatch(name -> resideInAPackage("fr.preau." + name + "..").test(type));
    return DescribedPredicate.describe("ours outside " + String.join(", ", allowed), type -> type.getPackageName().startsWith("fr.preau") && !within.test(type));
  }

  private static ArchRule only(String name, String... allowed) {
    var all = Arrays.copyOf(allowed, allowed.length + 1);
    all[allowed.length] = name;
    return noClasses().that().resideInAPackage("fr.preau." + name + "..").should().dependOnClassesThat(oursBut(all)).allowEmptyShould(true);
  }

  @Test
  @DisplayName("board imports nothing of ours")
  void board() {
    only("board").because("the browser mirrors it and old logs are replayed through it: it must stand alone").check(classes);
  }

  @Test
  @DisplayName("workshop imports board")
  void workshop() {
    only("workshop", "board").because("what a role may do is decided on values, whatever brings the question").check(classes);
  }

  @Test
  @DisplayName("protocol imports board and workshop")
  void protocol() {
    only("protocol", "board", "workshop").because("the wire speaks about the board, and nothing on the board knows of a wire").check(classes);
  }

  @Test
  @DisplayName("room imports board, workshop and protocol, but not the codec")
  void room() {
    only("room", "board", "workshop", "protocol").because("storage, sockets and formats reach a room through its ports alone").check(classes);
    noClasses().that().resideInAPackage("fr.preau.room..").should().dependOnClassesThat().haveSimpleNameStartingWith("Codec")
        .because("one class knows every wire name, and a room has no need of any").check(classes);
  }

  @Test
  @DisplayName("store imports room, board, workshop and protocol")
  void store() {
    only("store", "room", "board", "workshop", "protocol").because("it implements the room's ports and knows nothing of HTTP or files for people").check(classes);
  }

  @Test
  @DisplayName("exchange imports board and workshop")
  void exchange() {
    only("exchange", "board", "workshop", "insight").because("a format is a function of bytes and boards").check(classes);
  }

  @Test
  @DisplayName("http imports everything but store")
  void http() {
    noClasses().that().resideInAPackage("fr.preau.http..").should().dependOnClassesThat().resideInAnyPackage("fr.preau.store..", "fr.preau")
        .because("what answers a request asks rooms and ports, never the database behind their back").check(classes);
  }

  @Test
  @DisplayName("config imports nothing of ours")
  void config() {
    only("config").because("settings are read before anything else exists").check(classes);
  }

  @Test
  @DisplayName("only the composition root sees everything, and nothing sees it")
  void root() {
    noClasses().that().resideOutsideOfPackage("fr.preau").should().dependOnClassesThat().resideInAPackage("fr.preau")
        .because("what is wired must not know who wires it").check(classes);
    noClasses().that().resideOutsideOfPackages("fr.preau", "fr.preau.store..").should().dependOnClassesThat().resideInAPackage("fr.preau.store..")
        .because("one class chooses where things are kept").check(classes);
  }

  @Test
  @DisplayName("no package depends on itself through another")
  void noCycles() {
    slices().matching("fr.preau.(*)..").should().beFreeOfCycles().because("what cannot be read alone cannot be changed alone").check(classes);
  }

  @Test
  @DisplayName("board and workshop are pure: no clock, no randomness, no I/O, no event loop")
  void pure() {
    noClasses().that().resideInAnyPackage("fr.preau.board..", "fr.preau.workshop..").should()
        .dependOnClassesThat().resideInAnyPackage("java.time..", "java.io..", "java.nio..", "java.net..", "java.security..", "java.util.concurrent..", "io.vertx..", "com.fasterxml..")
        .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
        .orShould().callMethod(System.class, "currentTimeMillis").orShould().callMethod(System.class, "nanoTime").orShould().callMethod(Math.class, "random")
        .because("applying an operation must give the same on every machine, today and when the log is replayed in years").check(classes);
  }

  @Test
  @DisplayName("exchange reads and writes what it is given, and nothing else")
  void givenBytes() {
    noClasses().that().resideInAPackage("fr.preau.exchange..").should()
        .dependOnClassesThat().resideInAnyPackage("java.nio.file..", "java.net..", "io.vertx..")
        .orShould().dependOnClassesThat().haveFullyQualifiedName("java.util.Random")
        .orShould().callMethod(System.class, "currentTimeMillis")
        .because("the same file must mean the same on every server").check(classes);
  }

  @Test
  @DisplayName("every package says what it is, who may import it, and its thread rule")
  void described() throws IOException {
    try (var folders = Files.walk(Path.of("src/main/java/fr/preau"))) {
      for (var folder : folders.filter(Files::isDirectory).toList()) {
        var described = folder.resolve("package-info.java");
        assertThat(described).exists();
        assertThat(Files.readString(described)).as("%s", described).containsIgnoringCase("import").containsPattern("(?i)thread|event loop");
      }
    }
  }
}
