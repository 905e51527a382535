// The files of `rules/`: their contents one after the other, and the list that names them in the same order.
#include "CEmbeddedRules.h"
#include <string.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const char contents[] = {
#include "files.h"
};

static const char list[] = {
#embed "files.h" suffix(, 0)
};

const char *reqlint_embedded_contents(void) { return contents; }
const char *reqlint_embedded_list(void) { return list; }
size_t reqlint_embedded_length(const char *content) { return strlen(content); }
