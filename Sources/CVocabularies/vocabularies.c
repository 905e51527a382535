// The files of data/, which rebuild.py makes.
#include "CVocabularies.h"

#pragma clang diagnostic ignored "-Wc23-extensions"

_Alignas(64) static const uint8_t o200k_base[] = {
#embed "data/o200k_base.bpe"
};
_Alignas(64) static const uint8_t cl100k_base[] = {
#embed "data/cl100k_base.bpe"
};
_Alignas(64) static const uint8_t p50k_base[] = {
#embed "data/p50k_base.bpe"
};
_Alignas(64) static const uint8_t character_classes[] = {
#embed "data/classes.bin"
};

const uint8_t *reqlint_o200k_base(void) { return o200k_base; }
const uint8_t *reqlint_cl100k_base(void) { return cl100k_base; }
const uint8_t *reqlint_p50k_base(void) { return p50k_base; }
const uint8_t *reqlint_character_classes(void) { return character_classes; }
