package fr.preau.http;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.Encoder;

/** The join address as a QR code. */
final class JoinCode {

  /** Modules of light around the code, as ISO/IEC 18004 asks. */
  private static final int MARGIN = 4;

  private JoinCode() {}

  /** An SVG image of the text, one unit for each module. */
  static String svg(String text) {
    var matrix = matrix(text);
    int size = matrix.getWidth() + 2 * MARGIN;
    var path = new StringBuilder();
    for (int y = 0; y < matrix.getHeight(); y++) {
      for (int x = 0; x < matrix.getWidth(); x++) {
        int from = x;
        while (x < matrix.getWidth() && matrix.get(x, y) == 1) x++;
        if (x > from) path.append('M').append(from + MARGIN).append(' ').append(y + MARGIN).append('h').append(x - from).append("v1h-").append(x - from).append('z');
      }
    }
    return "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + size + " " + size + "\" shape-rendering=\"crispEdges\">"
        + "<path fill=\"#fff\" d=\"M0 0h" + size + "v" + size + "H0z\"/><path d=\"" + path + "\"/></svg>";
  }

  private static com.google.zxing.qrcode.encoder.ByteMatrix matrix(String text) {
    try {
      return Encoder.encode(text, ErrorCorrectionLevel.M).getMatrix();
    } catch (WriterException e) {
      throw new IllegalArgumentException("too long for a QR code", e);
    }
  }
}
