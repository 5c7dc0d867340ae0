package fr.preau.http;

import fr.preau.protocol.Wording;
import io.vertx.ext.web.RoutingContext;

/** In which language somebody is spoken to before their workshop is known. */
final class Languages {

  private final Wording wording;
  private final String otherwise;

  Languages(Wording wording, String otherwise) {
    this.wording = wording;
    this.otherwise = otherwise;
  }

  /** The first language of {@code Accept-Language} that there is, by the caller's own order of preference. */
  String of(RoutingContext context) {
    for (var language : context.acceptableLanguages()) {
      if (wording.languages().contains(language.tag())) return language.tag();
    }
    return otherwise;
  }

  Wording wording() {
    return wording;
  }
}
