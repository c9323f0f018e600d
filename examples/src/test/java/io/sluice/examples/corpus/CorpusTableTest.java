package io.sluice.examples.corpus;

import static org.assertj.core.api.Assertions.assertThat;

import io.sluice.examples.corpus.specimen.Specimen;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The table in the documentation. With a number of plain runs given, it is written anew. */
class CorpusTableTest {

  private static final Path TABLE = Path.of("..", "docs", "corpus.md");

  @Test
  @Timeout(7200)
  @EnabledIfSystemProperty(named = "sluice.corpus.runs", matches = "\\d+")
  void table_isWritten() throws IOException, InterruptedException {
    new CorpusTable(Integer.getInteger("sluice.corpus.runs")).write(TABLE);
  }

  @Test
  void table_hasEachProgram() throws IOException {
    String table = Files.readString(TABLE);
    for (Specimen specimen : Corpus.programs()) {
      assertThat(table).contains("| `" + specimen.name() + "` |");
    }
    long rows = table.lines().filter(line -> line.startsWith("| `")).count();
    assertThat(rows).isEqualTo(Corpus.programs().size());
  }
}
