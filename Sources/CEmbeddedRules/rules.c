// The files of `rules/`, one entry a file; a test compares this list with the folder.
#include "CEmbeddedRules.h"
#include <stddef.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const struct reqlint_embedded_file files[] = {
    {"models/anthropic/catalog.yaml",
     (const char[]){
#embed "../../rules/models/anthropic/catalog.yaml" suffix(, )
         0}},
    {"models/anthropic/families.yaml",
     (const char[]){
#embed "../../rules/models/anthropic/families.yaml" suffix(, )
         0}},
    {"models/ollama/families.yaml",
     (const char[]){
#embed "../../rules/models/ollama/families.yaml" suffix(, )
         0}},
    {"models/openai/catalog.yaml",
     (const char[]){
#embed "../../rules/models/openai/catalog.yaml" suffix(, )
         0}},
    {"models/openai/families.yaml",
     (const char[]){
#embed "../../rules/models/openai/families.yaml" suffix(, )
         0}},
    {"models/telekom/catalog.yaml",
     (const char[]){
#embed "../../rules/models/telekom/catalog.yaml" suffix(, )
         0}},
    {"models/telekom/families.yaml",
     (const char[]){
#embed "../../rules/models/telekom/families.yaml" suffix(, )
         0}},
    {"providers/anthropic.yaml",
     (const char[]){
#embed "../../rules/providers/anthropic.yaml" suffix(, )
         0}},
    {"providers/ollama.yaml",
     (const char[]){
#embed "../../rules/providers/ollama.yaml" suffix(, )
         0}},
    {"providers/openai.yaml",
     (const char[]){
#embed "../../rules/providers/openai.yaml" suffix(, )
         0}},
    {"providers/telekom.yaml",
     (const char[]){
#embed "../../rules/providers/telekom.yaml" suffix(, )
         0}},
    {"shapes/anthropic/messages-count-tokens.yaml",
     (const char[]){
#embed "../../rules/shapes/anthropic/messages-count-tokens.yaml" suffix(, )
         0}},
    {"shapes/anthropic/messages.yaml",
     (const char[]){
#embed "../../rules/shapes/anthropic/messages.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-chat.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-chat.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-embed.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-embed.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-embeddings.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-generate.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-generate.yaml" suffix(, )
         0}},
    {"shapes/ollama/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/ollama/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/embeddings.yaml" suffix(, )
         0}},
    {"shapes/openai/audio-speech.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/audio-speech.yaml" suffix(, )
         0}},
    {"shapes/openai/batch-line.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/batch-line.yaml" suffix(, )
         0}},
    {"shapes/openai/batches.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/batches.yaml" suffix(, )
         0}},
    {"shapes/openai/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/openai/completions.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/completions.yaml" suffix(, )
         0}},
    {"shapes/openai/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/embeddings.yaml" suffix(, )
         0}},
    {"shapes/openai/fine-tuning-chat.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/fine-tuning-chat.yaml" suffix(, )
         0}},
    {"shapes/openai/fine-tuning-completion.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/fine-tuning-completion.yaml" suffix(, )
         0}},
    {"shapes/openai/fine-tuning-jobs.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/fine-tuning-jobs.yaml" suffix(, )
         0}},
    {"shapes/openai/fine-tuning-preference.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/fine-tuning-preference.yaml" suffix(, )
         0}},
    {"shapes/openai/fine-tuning-reinforcement.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/fine-tuning-reinforcement.yaml" suffix(, )
         0}},
    {"shapes/openai/images-edits.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/images-edits.yaml" suffix(, )
         0}},
    {"shapes/openai/images-generations.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/images-generations.yaml" suffix(, )
         0}},
    {"shapes/openai/moderations.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/moderations.yaml" suffix(, )
         0}},
    {"shapes/openai/responses-compact.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/responses-compact.yaml" suffix(, )
         0}},
    {"shapes/openai/responses-input-tokens.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/responses-input-tokens.yaml" suffix(, )
         0}},
    {"shapes/openai/responses.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/responses.yaml" suffix(, )
         0}},
    {"shapes/openai/uploads.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/uploads.yaml" suffix(, )
         0}},
    {"shapes/openai/vector-stores-file-batches.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/vector-stores-file-batches.yaml" suffix(, )
         0}},
    {"shapes/openai/vector-stores-files.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/vector-stores-files.yaml" suffix(, )
         0}},
    {"shapes/openai/vector-stores-search.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/vector-stores-search.yaml" suffix(, )
         0}},
    {"shapes/openai/vector-stores.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/vector-stores.yaml" suffix(, )
         0}},
    {"shapes/telekom/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/telekom/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/embeddings.yaml" suffix(, )
         0}},
    {NULL, NULL},
};

const struct reqlint_embedded_file *reqlint_embedded_files(void) { return files; }
