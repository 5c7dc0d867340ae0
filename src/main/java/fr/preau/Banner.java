package fr.preau;

import java.net.BindException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the person who starts the server reads. */
final class Banner {

  private Banner() {}

  /** @param facilitatorLink of the demo workshop, with its join code */
  static List<String> lines(String address, Optional<String> demoCode, Optional<String> facilitatorLink) {
    var lines = new ArrayList<String>();
    lines.add("Préau is open at " + address);
    demoCode.ifPresent(code -> lines.add("  Demo, join with the code  " + code.substring(0, 4) + " " + code.substring(4) + "  or at " + address + "/" + code));
    facilitatorLink.ifPresent(link -> lines.add("  Demo, facilitator's link  " + link));
    lines.add("  Ctrl+C stops it.");
    return lines;
  }

  /** Why it did not start, in one line. */
  static String reason(Throwable failure) {
    var cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) cause = cause.getCause();
    if (cause instanceof BindException) return "Préau cannot listen: " + cause.getMessage() + ". Set another port with PREAU_PORT.";
    return "Préau cannot start: " + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage().lines().findFirst().orElse(""));
  }
}
