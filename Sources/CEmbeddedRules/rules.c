// The files of `rules/`, one entry a file; a test compares this list with the folder.
#include "CEmbeddedRules.h"
#include <stddef.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const struct reqlint_embedded_file files[] = {
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
    {"schemas/azure-strict.yaml",
     (const char[]){
#embed "../../rules/schemas/azure-strict.yaml" suffix(, )
         0}},
    {"schemas/ollama.yaml",
     (const char[]){
#embed "../../rules/schemas/ollama.yaml" suffix(, )
         0}},
    {"schemas/openai-function.yaml",
     (const char[]){
#embed "../../rules/schemas/openai-function.yaml" suffix(, )
         0}},
    {"schemas/openai-strict-tuned.yaml",
     (const char[]){
#embed "../../rules/schemas/openai-strict-tuned.yaml" suffix(, )
         0}},
    {"schemas/openai-strict.yaml",
     (const char[]){
#embed "../../rules/schemas/openai-strict.yaml" suffix(, )
         0}},
    {"schemas/openai.yaml",
     (const char[]){
#embed "../../rules/schemas/openai.yaml" suffix(, )
         0}},
    {"shapes/json-schema.yaml",
     (const char[]){
#embed "../../rules/shapes/json-schema.yaml" suffix(, )
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
    {"shapes/openai/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/openai/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/embeddings.yaml" suffix(, )
         0}},
    {"shapes/openai/strict-schema.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/strict-schema.yaml" suffix(, )
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
