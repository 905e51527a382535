#ifndef REQLINT_EMBEDDED_RULES_H
#define REQLINT_EMBEDDED_RULES_H

/// One file of `rules/`, as it was when the binary was built.
struct reqlint_embedded_file {
  /// The path under `rules/`; null after the last file.
  const char *path;
  /// The content, closed by a zero byte.
  const char *content;
};

/// All files; the last entry is null.
const struct reqlint_embedded_file *reqlint_embedded_files(void);

#endif
