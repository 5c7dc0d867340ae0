package fr.preau.http;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import fr.preau.http.edge.Replies;
import fr.preau.workshop.Template;
import io.vertx.core.Future;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The templates that workshops can begin with: the same for everybody, as long as the server runs. */
final class Templates {

  /** Kept by browsers and proxies, and asked for again each time: it may be another with the next start. */
  private static final String CACHING = "public, no-cache";
  private static final JsonMapper MAPPER = new JsonMapper();

  private final Map<String, Template> templates = new LinkedHashMap<>();
  private final byte[] listed;
  private final String tag;

  Templates(List<Template> templates) {
    templates.forEach(template -> this.templates.put(template.id(), template));
    listed = listed(templates);
    tag = '"' + Replies.tag(listed) + '"';
  }

  /** Throws an {@link ApiProblem} that names the known ones where there is none of this id. */
  Template named(String id) {
    var template = templates.get(id);
    if (template == null) throw ApiProblem.invalid("template", "wrong.choice", Map.of("limit", String.join(", ", templates.keySet())));
    return template;
  }

  Future<Void> list(RoutingContext context) {
    context.response().putHeader(HttpHeaders.CACHE_CONTROL, CACHING).putHeader(HttpHeaders.ETAG, tag);
    if (tag.equals(context.request().getHeader(HttpHeaders.IF_NONE_MATCH))) return context.response().setStatusCode(304).end();
    return Replies.send(context, 200, WorkshopApi.JSON, listed);
  }

  private static byte[] listed(List<Template> templates) {
    var list = MAPPER.createArrayNode();
    for (var template : templates) {
      var listed = list.addObject().put("id", template.id());
      texts(listed.putObject("title"), template.title());
      texts(listed.putObject("description"), template.description());
      phases(listed.put("minutes", template.minutes()).putArray("phases"), template.phases());
    }
    return Routes.utf8(list.toString());
  }

  private static void phases(ArrayNode listed, List<Template.Phase> phases) {
    for (var phase : phases) {
      var one = listed.addObject();
      texts(one.putObject("title"), phase.title());
      one.put("minutes", phase.minutes()).put("mode", phase.mode());
    }
  }

  private static void texts(ObjectNode listed, Map<String, String> texts) {
    texts.keySet().stream().sorted().forEach(language -> listed.put(language, texts.get(language)));
  }
}
