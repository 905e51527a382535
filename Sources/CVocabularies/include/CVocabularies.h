#ifndef REQLINT_VOCABULARIES_H
#define REQLINT_VOCABULARIES_H

#include <stdint.h>

#pragma clang assume_nonnull begin

/// OpenAI's vocabularies, each in the form that `rebuild.py` describes, aligned to 64 bytes. p50k_base holds r50k_base.
const uint8_t *reqlint_o200k_base(void);
const uint8_t *reqlint_cl100k_base(void);
const uint8_t *reqlint_p50k_base(void);

/// The classes of characters: where the class of every 128 characters stands, and after 8,704 of these the classes.
const uint8_t *reqlint_character_classes(void);

#pragma clang assume_nonnull end

#endif
