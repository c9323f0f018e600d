package io.sluice.benchmarks.report;

import java.awt.Color;
import java.awt.Paint;
import java.awt.Polygon;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** How a series is drawn: by its role, so that ours is found at once in each chart. */
final class SeriesStyle {

  private static final Color[] THREADS = {
    new Color(0x1F77B4),
    new Color(0x2CA02C),
    new Color(0x8C564B),
    new Color(0x17BECF),
    new Color(0xBCBD22),
    new Color(0xE377C2)
  };

  private SeriesStyle() {}

  /**
   * The colour of a series.
   *
   * @param index its number among the series, by which rivals differ
   */
  static Paint paint(Role role, int index) {
    return switch (role) {
      case OURS -> new Color(0xD62728);
      case KOTLIN -> new Color(0x7F52FF);
      case FLOOR -> Color.BLACK;
      case BOUND -> Color.GRAY;
      case THREADS -> THREADS[index % THREADS.length];
    };
  }

  static Shape shape(Role role) {
    return switch (role) {
      case OURS -> new Ellipse2D.Double(-4, -4, 8, 8);
      case KOTLIN -> new Rectangle2D.Double(-3, -3, 6, 6);
      case FLOOR, BOUND -> new Polygon(new int[] {-4, 4, 0}, new int[] {3, 3, -4}, 3);
      case THREADS -> new Ellipse2D.Double(-3, -3, 6, 6);
    };
  }
}
