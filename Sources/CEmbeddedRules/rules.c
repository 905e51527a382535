// The files of `rules/`, one entry a file; a test compares this list with the folder.
#include "CEmbeddedRules.h"
#include <stddef.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const struct reqlint_embedded_file files[] = {
    {"answers/azure-openai.yaml",
     (const char[]){
#embed "../../rules/answers/azure-openai.yaml" suffix(, )
         0}},
    {"answers/common.yaml",
     (const char[]){
#embed "../../rules/answers/common.yaml" suffix(, )
         0}},
    {"answers/litellm.yaml",
     (const char[]){
#embed "../../rules/answers/litellm.yaml" suffix(, )
         0}},
    {"answers/ollama.yaml",
     (const char[]){
#embed "../../rules/answers/ollama.yaml" suffix(, )
         0}},
    {"answers/openai.yaml",
     (const char[]){
#embed "../../rules/answers/openai.yaml" suffix(, )
         0}},
    {"answers/telekom.yaml",
     (const char[]){
#embed "../../rules/answers/telekom.yaml" suffix(, )
         0}},
    {"answers/vllm.yaml",
     (const char[]){
#embed "../../rules/answers/vllm.yaml" suffix(, )
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
