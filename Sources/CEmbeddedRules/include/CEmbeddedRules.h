#ifndef REQLINT_EMBEDDED_RULES_H
#define REQLINT_EMBEDDED_RULES_H

#include <stddef.h>

/// The contents of the files of `rules/`, as they were when the binary was built: one after the other, each closed by
/// a zero byte.
const char *reqlint_embedded_contents(void);

/// The lines that embed them, in the same order, closed by a zero byte: each names a file in quotes.
const char *reqlint_embedded_list(void);

/// How many bytes stand before the next zero byte.
size_t reqlint_embedded_length(const char *content);

#endif
