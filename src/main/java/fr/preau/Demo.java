package fr.preau;

import com.fasterxml.jackson.databind.ObjectMapper;
import fr.preau.board.Board;
import fr.preau.board.Check;
import fr.preau.board.Model;
import fr.preau.board.Op;
import fr.preau.exchange.Formats;
import fr.preau.exchange.Options;
import fr.preau.http.Tokens;
import fr.preau.room.port.Directory;
import io.vertx.core.Future;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A workshop to look at: the map of a territory of our own invention, from {@code conf/demo/}. Made once; afterwards it is
 * a workshop like any other, and people may change it. Each start gives its facilitator one more token, so that the link
 * on the console works and those given before still do.
 */
public final class Demo {

  public static final String ID = "demo";
  private static final String FACILITATOR = "p_demo";
  private static final long TEN_YEARS = 3_652L * 24 * 60 * 60 * 1000;

  private final Directory directory;
  private final Model model;
  private final Formats formats;
  private final Tokens tokens;

  /** @param token the facilitator's, for the link on the console; kept nowhere else */
  public record Ready(String code, String token) {}

  public Demo(Directory directory, Model model, Formats formats) {
    this.directory = directory;
    this.model = model;
    this.formats = formats;
    this.tokens = new Tokens(directory);
  }

  /**
   * Makes the demo where there is none yet.
   *
   * @param file the content of {@code conf/demo/fr.json} or {@code en.json}
   * @param now  epoch milliseconds
   */
  public Future<Ready> ready(byte[] file, long now) {
    var token = tokens.token();
    return directory.info(ID).compose(info -> info.isPresent()
        ? directory.addToken(ID, FACILITATOR, Tokens.hash(token)).map(done -> new Ready(info.get().code(), token))
        : create(file, now, token));
  }

  private Future<Ready> create(byte[] file, long now, String token) {
    var about = about(file);
    var language = about.getOrDefault("language", "fr");
    var code = tokens.code();
    var workshop = new Directory.NewWorkshop(ID, code, now + TEN_YEARS, now, about.get("title"), about.get("territory"), language, null, null, null);
    var person = new Directory.Person(FACILITATOR, "Camille", null);
    return directory.create(workshop, person, Tokens.hash(token), first(file, about, language))
        .compose(made -> made ? Future.succeededFuture(new Ready(code, token)) : Future.failedFuture("the demo was made by another server just now"));
  }

  /** Everything the demo starts with, as the log keeps it. */
  List<Op> first(byte[] file, Map<String, String> about, String language) {
    var made = new ArrayList<Op>();
    var board = take(Board.empty(model), List.of(new Op.Put("workshop", "workshop", Map.copyOf(about)),
        new Op.Put("board", "main", Map.of("title", "Carte")), new Op.Put("member", FACILITATOR, Map.of("role", "facilitator"))), made);
    var content = formats.importer("json").read(Map.of("file", file), board, Options.of(language));
    if (!content.problems().isEmpty()) throw new IllegalStateException("the demo cannot be read: " + content.problems());
    take(board, content.ops(), made);
    return made;
  }

  private static Board take(Board board, List<Op> ops, List<Op> made) {
    for (var op : ops) {
      switch (Check.op(board, op, FACILITATOR)) {
        case Check.Result.Accepted accepted -> {
          board = board.apply(accepted.op());
          made.add(accepted.op());
        }
        case Check.Result.Refused refused -> throw new IllegalStateException("the demo does not fit the model: " + refused.refusal());
      }
    }
    return board;
  }

  static Map<String, String> about(byte[] file) {
    try {
      var json = new ObjectMapper();
      return json.convertValue(json.readTree(file).path("workshop"), json.getTypeFactory().constructMapType(Map.class, String.class, String.class));
    } catch (IOException e) {
      throw new IllegalStateException("the demo cannot be read", e);
    }
  }
}
