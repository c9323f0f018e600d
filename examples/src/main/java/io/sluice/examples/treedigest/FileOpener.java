package io.sluice.examples.treedigest;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** How a digester opens a file; tests put files here that cannot be read. */
@FunctionalInterface
interface FileOpener {

  InputStream open(Path path) throws IOException;

  /** Opens files of the file system, but no link that has taken the place of one meanwhile. */
  FileOpener DEFAULT =
      path -> Files.newInputStream(path, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
}
