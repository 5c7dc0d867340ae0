package fr.preau.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonObject;
import com.microsoft.playwright.CDPSession;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class FirstVisitE2E {

  private static final int REQUESTS = 25;
  private static final long BYTES = 200_000;

  @RegisterExtension
  static final Stage stage = new Stage();

  @Test
  @DisplayName("a first visit on a phone costs at most 25 requests and 200 kB until one can contribute, and asks no other host")
  void firstVisitIsLight() {
    var workshop = stage.api().create("Vite entré");
    var ada = stage.visitor(Device.PHONE);
    var meter = new Meter(ada.context().newCDPSession(ada.page()));
    var join = JoinPage.open(ada, "/" + workshop.code());
    assertThat(join.enterButton()).isEnabled();
    var atTheDoor = meter.toString();
    var phone = join.as("Ada").enterOnPhone().choose("enjeu");
    assertThat(phone.send()).isEnabled();
    System.out.println("first visit on a phone: " + atTheDoor + " to the door, " + meter + " until one can contribute");
    assertThat(meter.requests).hasSizeLessThanOrEqualTo(REQUESTS);
    assertThat(meter.bytes).isLessThanOrEqualTo(BYTES);
  }

  /** What goes over the wire, headers and compression as they are. */
  private static final class Meter {

    private final List<String> requests = new ArrayList<>();
    private long bytes;

    Meter(CDPSession session) {
      session.on("Network.requestWillBeSent", event -> {
        var url = event.getAsJsonObject("request").get("url").getAsString();
        if (!url.startsWith("data:")) requests.add(url);
      });
      session.on("Network.loadingFinished", event -> bytes += event.get("encodedDataLength").getAsLong());
      session.on("Network.webSocketFrameReceived", event -> bytes += event.getAsJsonObject("response").get("payloadData").getAsString().length());
      session.send("Network.enable", new JsonObject());
    }

    @Override
    public String toString() {
      return requests.size() + " requests, " + bytes / 1000 + " kB";
    }
  }
}
