package io.sluice.benchmarks.report;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Font;
import java.awt.geom.Rectangle2D;
import java.text.DecimalFormat;
import java.text.DecimalFormatSymbols;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.axis.LogAxis;
import org.jfree.chart.axis.SymbolAxis;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.ValueMarker;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.xy.XYErrorRenderer;
import org.jfree.chart.title.TextTitle;
import org.jfree.chart.ui.RectangleEdge;
import org.jfree.data.xy.YIntervalSeries;
import org.jfree.data.xy.YIntervalSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/**
 * A chart of dots with error bars, in rows, on a logarithmic scale: figures of one scenario may
 * differ by orders of magnitude, which no bar could show.
 */
final class DotChart {

  private static final int WIDTH = 900;
  private static final int HEADER = 150;
  private static final int ROW = 26;
  private static final int DOT = 9;

  private final String title;
  private final String unit;
  private final String footer;
  private final List<String> rows = new ArrayList<>();
  private final Map<String, List<Dot>> dots = new LinkedHashMap<>();
  private final Map<String, Role> roles = new LinkedHashMap<>();
  private boolean markAtOne;

  private record Dot(String row, double value, double min, double max) {}

  DotChart(String title, String unit, String footer) {
    this.title = title;
    this.unit = unit;
    this.footer = footer;
  }

  /** Rows stand in the order in which they are added. */
  void addRow(String name) {
    rows.add(name);
  }

  /** Adds a dot to a row. What is not positive has no place on the scale and is left out. */
  void addDot(String series, Role role, String row, double value, double min, double max) {
    if (min > 0) {
      roles.put(series, role);
      dots.computeIfAbsent(series, name -> new ArrayList<>()).add(new Dot(row, value, min, max));
    }
  }

  void markAtOne() {
    markAtOne = true;
  }

  String toSvg() {
    int height = HEADER + rows.size() * Math.max(ROW, DOT * dots.size());
    SVGGraphics2D graphics = new SVGGraphics2D(WIDTH, height);
    // Instead of a random one, so that equal figures make equal files.
    graphics.setDefsKeyPrefix("chart");
    chart().draw(graphics, new Rectangle2D.Double(0, 0, WIDTH, height));
    return graphics.getSVGElement() + "\n";
  }

  private JFreeChart chart() {
    YIntervalSeriesCollection data = new YIntervalSeriesCollection();
    XYErrorRenderer renderer = new XYErrorRenderer();
    renderer.setDrawXError(false);
    int index = 0;
    for (Map.Entry<String, List<Dot>> series : dots.entrySet()) {
      data.addSeries(series(series.getKey(), series.getValue(), index));
      Role role = roles.get(series.getKey());
      renderer.setSeriesPaint(index, SeriesStyle.paint(role, index));
      renderer.setSeriesShape(index, SeriesStyle.shape(role));
      renderer.setSeriesStroke(index, new BasicStroke(role == Role.OURS ? 2.5f : 1.2f));
      index++;
    }
    XYPlot plot = new XYPlot(data, rowAxis(), valueAxis(), renderer);
    plot.setOrientation(PlotOrientation.HORIZONTAL);
    plot.setBackgroundPaint(Color.WHITE);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.setDomainGridlinesVisible(false);
    if (markAtOne) {
      plot.addRangeMarker(new ValueMarker(1, Color.BLACK, new BasicStroke(1.5f)));
    }
    JFreeChart chart = new JFreeChart(title, JFreeChart.DEFAULT_TITLE_FONT, plot, true);
    chart.setBackgroundPaint(Color.WHITE);
    TextTitle below = new TextTitle(footer, new Font(Font.SANS_SERIF, Font.PLAIN, 10));
    below.setPosition(RectangleEdge.BOTTOM);
    chart.addSubtitle(below);
    return chart;
  }

  /** The dots of a row stand one below the other. */
  private YIntervalSeries series(String name, List<Dot> values, int index) {
    double offset = (index + 0.5) / dots.size() * 0.8 - 0.4;
    YIntervalSeries series = new YIntervalSeries(name);
    for (Dot dot : values) {
      series.add(rows.indexOf(dot.row) + offset, dot.value, dot.min, dot.max);
    }
    return series;
  }

  private SymbolAxis rowAxis() {
    SymbolAxis axis = new SymbolAxis("", rows.toArray(new String[0]));
    axis.setRange(-0.5, rows.size() - 0.5);
    axis.setInverted(true);
    axis.setGridBandPaint(new Color(0xF4F4F4));
    return axis;
  }

  private LogAxis valueAxis() {
    LogAxis axis = new LogAxis(unit);
    // With ten, the ticks within a decade would be no round numbers.
    axis.setBase(2);
    DecimalFormatSymbols symbols = DecimalFormatSymbols.getInstance(Locale.ROOT);
    axis.setNumberFormatOverride(new DecimalFormat("#,##0.##", symbols));
    return axis;
  }
}
