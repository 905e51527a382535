// The files of `rules/`, one entry a file; a test compares this list with the folder.
#include "CEmbeddedRules.h"
#include <stddef.h>

#pragma clang diagnostic ignored "-Wc23-extensions"

static const struct reqlint_embedded_file files[] = {
    {"answers/azure-openai.yaml",
     (const char[]){
#embed "../../rules/answers/azure-openai.yaml" suffix(, )
         0}},
    {"answers/bedrock.yaml",
     (const char[]){
#embed "../../rules/answers/bedrock.yaml" suffix(, )
         0}},
    {"answers/common.yaml",
     (const char[]){
#embed "../../rules/answers/common.yaml" suffix(, )
         0}},
    {"answers/google.yaml",
     (const char[]){
#embed "../../rules/answers/google.yaml" suffix(, )
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
    {"dialects/anthropic-messages.yaml",
     (const char[]){
#embed "../../rules/dialects/anthropic-messages.yaml" suffix(, )
         0}},
    {"dialects/bedrock-converse.yaml",
     (const char[]){
#embed "../../rules/dialects/bedrock-converse.yaml" suffix(, )
         0}},
    {"dialects/cohere-chat.yaml",
     (const char[]){
#embed "../../rules/dialects/cohere-chat.yaml" suffix(, )
         0}},
    {"dialects/google-generate-content.yaml",
     (const char[]){
#embed "../../rules/dialects/google-generate-content.yaml" suffix(, )
         0}},
    {"dialects/ollama-chat.yaml",
     (const char[]){
#embed "../../rules/dialects/ollama-chat.yaml" suffix(, )
         0}},
    {"dialects/openai-chat.yaml",
     (const char[]){
#embed "../../rules/dialects/openai-chat.yaml" suffix(, )
         0}},
    {"imports/anthropic-models.yaml",
     (const char[]){
#embed "../../rules/imports/anthropic-models.yaml" suffix(, )
         0}},
    {"imports/litellm.yaml",
     (const char[]){
#embed "../../rules/imports/litellm.yaml" suffix(, )
         0}},
    {"imports/modelparams.yaml",
     (const char[]){
#embed "../../rules/imports/modelparams.yaml" suffix(, )
         0}},
    {"imports/models-dev.yaml",
     (const char[]){
#embed "../../rules/imports/models-dev.yaml" suffix(, )
         0}},
    {"imports/ollama-show.yaml",
     (const char[]){
#embed "../../rules/imports/ollama-show.yaml" suffix(, )
         0}},
    {"imports/ollama-tags.yaml",
     (const char[]){
#embed "../../rules/imports/ollama-tags.yaml" suffix(, )
         0}},
    {"imports/openai-models.yaml",
     (const char[]){
#embed "../../rules/imports/openai-models.yaml" suffix(, )
         0}},
    {"imports/openrouter-models.yaml",
     (const char[]){
#embed "../../rules/imports/openrouter-models.yaml" suffix(, )
         0}},
    {"imports/telekom-models.yaml",
     (const char[]){
#embed "../../rules/imports/telekom-models.yaml" suffix(, )
         0}},
    {"models/anthropic/catalog.yaml",
     (const char[]){
#embed "../../rules/models/anthropic/catalog.yaml" suffix(, )
         0}},
    {"models/anthropic/families.yaml",
     (const char[]){
#embed "../../rules/models/anthropic/families.yaml" suffix(, )
         0}},
    {"models/azure-openai/catalog.yaml",
     (const char[]){
#embed "../../rules/models/azure-openai/catalog.yaml" suffix(, )
         0}},
    {"models/azure-openai/families.yaml",
     (const char[]){
#embed "../../rules/models/azure-openai/families.yaml" suffix(, )
         0}},
    {"models/bedrock-mantle/catalog.yaml",
     (const char[]){
#embed "../../rules/models/bedrock-mantle/catalog.yaml" suffix(, )
         0}},
    {"models/bedrock/catalog.yaml",
     (const char[]){
#embed "../../rules/models/bedrock/catalog.yaml" suffix(, )
         0}},
    {"models/bedrock/families.yaml",
     (const char[]){
#embed "../../rules/models/bedrock/families.yaml" suffix(, )
         0}},
    {"models/cerebras/catalog.yaml",
     (const char[]){
#embed "../../rules/models/cerebras/catalog.yaml" suffix(, )
         0}},
    {"models/cohere/catalog.yaml",
     (const char[]){
#embed "../../rules/models/cohere/catalog.yaml" suffix(, )
         0}},
    {"models/cohere/families.yaml",
     (const char[]){
#embed "../../rules/models/cohere/families.yaml" suffix(, )
         0}},
    {"models/crusoe/catalog.yaml",
     (const char[]){
#embed "../../rules/models/crusoe/catalog.yaml" suffix(, )
         0}},
    {"models/dashscope/catalog.yaml",
     (const char[]){
#embed "../../rules/models/dashscope/catalog.yaml" suffix(, )
         0}},
    {"models/deepseek/catalog.yaml",
     (const char[]){
#embed "../../rules/models/deepseek/catalog.yaml" suffix(, )
         0}},
    {"models/fireworks/catalog.yaml",
     (const char[]){
#embed "../../rules/models/fireworks/catalog.yaml" suffix(, )
         0}},
    {"models/google/catalog.yaml",
     (const char[]){
#embed "../../rules/models/google/catalog.yaml" suffix(, )
         0}},
    {"models/google/families.yaml",
     (const char[]){
#embed "../../rules/models/google/families.yaml" suffix(, )
         0}},
    {"models/groq/catalog.yaml",
     (const char[]){
#embed "../../rules/models/groq/catalog.yaml" suffix(, )
         0}},
    {"models/heroku/catalog.yaml",
     (const char[]){
#embed "../../rules/models/heroku/catalog.yaml" suffix(, )
         0}},
    {"models/huggingface/catalog.yaml",
     (const char[]){
#embed "../../rules/models/huggingface/catalog.yaml" suffix(, )
         0}},
    {"models/mistral/catalog.yaml",
     (const char[]){
#embed "../../rules/models/mistral/catalog.yaml" suffix(, )
         0}},
    {"models/moonshot/catalog.yaml",
     (const char[]){
#embed "../../rules/models/moonshot/catalog.yaml" suffix(, )
         0}},
    {"models/moonshot/families.yaml",
     (const char[]){
#embed "../../rules/models/moonshot/families.yaml" suffix(, )
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
    {"models/openrouter/catalog.yaml",
     (const char[]){
#embed "../../rules/models/openrouter/catalog.yaml" suffix(, )
         0}},
    {"models/perplexity/catalog.yaml",
     (const char[]){
#embed "../../rules/models/perplexity/catalog.yaml" suffix(, )
         0}},
    {"models/snowflake/catalog.yaml",
     (const char[]){
#embed "../../rules/models/snowflake/catalog.yaml" suffix(, )
         0}},
    {"models/telekom/catalog.yaml",
     (const char[]){
#embed "../../rules/models/telekom/catalog.yaml" suffix(, )
         0}},
    {"models/telekom/families.yaml",
     (const char[]){
#embed "../../rules/models/telekom/families.yaml" suffix(, )
         0}},
    {"models/together/catalog.yaml",
     (const char[]){
#embed "../../rules/models/together/catalog.yaml" suffix(, )
         0}},
    {"models/vertex/catalog.yaml",
     (const char[]){
#embed "../../rules/models/vertex/catalog.yaml" suffix(, )
         0}},
    {"models/vertex/families.yaml",
     (const char[]){
#embed "../../rules/models/vertex/families.yaml" suffix(, )
         0}},
    {"models/voyage/catalog.yaml",
     (const char[]){
#embed "../../rules/models/voyage/catalog.yaml" suffix(, )
         0}},
    {"models/xai/catalog.yaml",
     (const char[]){
#embed "../../rules/models/xai/catalog.yaml" suffix(, )
         0}},
    {"models/zai/catalog.yaml",
     (const char[]){
#embed "../../rules/models/zai/catalog.yaml" suffix(, )
         0}},
    {"providers/anthropic.yaml",
     (const char[]){
#embed "../../rules/providers/anthropic.yaml" suffix(, )
         0}},
    {"providers/azure-openai.yaml",
     (const char[]){
#embed "../../rules/providers/azure-openai.yaml" suffix(, )
         0}},
    {"providers/bedrock-mantle.yaml",
     (const char[]){
#embed "../../rules/providers/bedrock-mantle.yaml" suffix(, )
         0}},
    {"providers/bedrock.yaml",
     (const char[]){
#embed "../../rules/providers/bedrock.yaml" suffix(, )
         0}},
    {"providers/cerebras.yaml",
     (const char[]){
#embed "../../rules/providers/cerebras.yaml" suffix(, )
         0}},
    {"providers/cohere.yaml",
     (const char[]){
#embed "../../rules/providers/cohere.yaml" suffix(, )
         0}},
    {"providers/crusoe.yaml",
     (const char[]){
#embed "../../rules/providers/crusoe.yaml" suffix(, )
         0}},
    {"providers/dashscope.yaml",
     (const char[]){
#embed "../../rules/providers/dashscope.yaml" suffix(, )
         0}},
    {"providers/deepseek.yaml",
     (const char[]){
#embed "../../rules/providers/deepseek.yaml" suffix(, )
         0}},
    {"providers/fireworks.yaml",
     (const char[]){
#embed "../../rules/providers/fireworks.yaml" suffix(, )
         0}},
    {"providers/google.yaml",
     (const char[]){
#embed "../../rules/providers/google.yaml" suffix(, )
         0}},
    {"providers/groq.yaml",
     (const char[]){
#embed "../../rules/providers/groq.yaml" suffix(, )
         0}},
    {"providers/heroku.yaml",
     (const char[]){
#embed "../../rules/providers/heroku.yaml" suffix(, )
         0}},
    {"providers/huggingface.yaml",
     (const char[]){
#embed "../../rules/providers/huggingface.yaml" suffix(, )
         0}},
    {"providers/mistral.yaml",
     (const char[]){
#embed "../../rules/providers/mistral.yaml" suffix(, )
         0}},
    {"providers/moonshot.yaml",
     (const char[]){
#embed "../../rules/providers/moonshot.yaml" suffix(, )
         0}},
    {"providers/ollama.yaml",
     (const char[]){
#embed "../../rules/providers/ollama.yaml" suffix(, )
         0}},
    {"providers/openai-compatible.yaml",
     (const char[]){
#embed "../../rules/providers/openai-compatible.yaml" suffix(, )
         0}},
    {"providers/openai.yaml",
     (const char[]){
#embed "../../rules/providers/openai.yaml" suffix(, )
         0}},
    {"providers/openrouter.yaml",
     (const char[]){
#embed "../../rules/providers/openrouter.yaml" suffix(, )
         0}},
    {"providers/perplexity.yaml",
     (const char[]){
#embed "../../rules/providers/perplexity.yaml" suffix(, )
         0}},
    {"providers/snowflake.yaml",
     (const char[]){
#embed "../../rules/providers/snowflake.yaml" suffix(, )
         0}},
    {"providers/telekom.yaml",
     (const char[]){
#embed "../../rules/providers/telekom.yaml" suffix(, )
         0}},
    {"providers/together.yaml",
     (const char[]){
#embed "../../rules/providers/together.yaml" suffix(, )
         0}},
    {"providers/vertex.yaml",
     (const char[]){
#embed "../../rules/providers/vertex.yaml" suffix(, )
         0}},
    {"providers/voyage.yaml",
     (const char[]){
#embed "../../rules/providers/voyage.yaml" suffix(, )
         0}},
    {"providers/writer.yaml",
     (const char[]){
#embed "../../rules/providers/writer.yaml" suffix(, )
         0}},
    {"providers/xai.yaml",
     (const char[]){
#embed "../../rules/providers/xai.yaml" suffix(, )
         0}},
    {"providers/zai.yaml",
     (const char[]){
#embed "../../rules/providers/zai.yaml" suffix(, )
         0}},
    {"schemas/azure-strict.yaml",
     (const char[]){
#embed "../../rules/schemas/azure-strict.yaml" suffix(, )
         0}},
    {"schemas/google-json-schema.yaml",
     (const char[]){
#embed "../../rules/schemas/google-json-schema.yaml" suffix(, )
         0}},
    {"schemas/google-response.yaml",
     (const char[]){
#embed "../../rules/schemas/google-response.yaml" suffix(, )
         0}},
    {"schemas/google.yaml",
     (const char[]){
#embed "../../rules/schemas/google.yaml" suffix(, )
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
    {"schemas/vertex.yaml",
     (const char[]){
#embed "../../rules/schemas/vertex.yaml" suffix(, )
         0}},
    {"shapes/anthropic/messages-batches.yaml",
     (const char[]){
#embed "../../rules/shapes/anthropic/messages-batches.yaml" suffix(, )
         0}},
    {"shapes/anthropic/messages-count-tokens.yaml",
     (const char[]){
#embed "../../rules/shapes/anthropic/messages-count-tokens.yaml" suffix(, )
         0}},
    {"shapes/anthropic/messages.yaml",
     (const char[]){
#embed "../../rules/shapes/anthropic/messages.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/audio-speech.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/audio-speech.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/batch-line.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/batch-line.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/batches.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/batches.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/embeddings.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/fine-tuning-jobs.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/fine-tuning-jobs.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/images-edits.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/images-edits.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/images-generations.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/images-generations.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/responses.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/responses.yaml" suffix(, )
         0}},
    {"shapes/azure-openai/strict-schema.yaml",
     (const char[]){
#embed "../../rules/shapes/azure-openai/strict-schema.yaml" suffix(, )
         0}},
    {"shapes/bedrock/converse-stream.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/converse-stream.yaml" suffix(, )
         0}},
    {"shapes/bedrock/converse.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/converse.yaml" suffix(, )
         0}},
    {"shapes/bedrock/count-tokens.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/count-tokens.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-anthropic.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-anthropic.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-claude-text.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-claude-text.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-cohere-chat.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-cohere-chat.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-cohere-command.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-cohere-command.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-cohere-embed.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-cohere-embed.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-jurassic.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-jurassic.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-llama.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-llama.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-mistral.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-mistral.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-nova.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-nova.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-titan-embed.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-titan-embed.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke-titan-text.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke-titan-text.yaml" suffix(, )
         0}},
    {"shapes/bedrock/invoke.yaml",
     (const char[]){
#embed "../../rules/shapes/bedrock/invoke.yaml" suffix(, )
         0}},
    {"shapes/cohere/chat.yaml",
     (const char[]){
#embed "../../rules/shapes/cohere/chat.yaml" suffix(, )
         0}},
    {"shapes/cohere/embed.yaml",
     (const char[]){
#embed "../../rules/shapes/cohere/embed.yaml" suffix(, )
         0}},
    {"shapes/cohere/rerank.yaml",
     (const char[]){
#embed "../../rules/shapes/cohere/rerank.yaml" suffix(, )
         0}},
    {"shapes/cohere/tokenize.yaml",
     (const char[]){
#embed "../../rules/shapes/cohere/tokenize.yaml" suffix(, )
         0}},
    {"shapes/cohere/v1-chat.yaml",
     (const char[]){
#embed "../../rules/shapes/cohere/v1-chat.yaml" suffix(, )
         0}},
    {"shapes/cohere/v1-embed.yaml",
     (const char[]){
#embed "../../rules/shapes/cohere/v1-embed.yaml" suffix(, )
         0}},
    {"shapes/cohere/v1-rerank.yaml",
     (const char[]){
#embed "../../rules/shapes/cohere/v1-rerank.yaml" suffix(, )
         0}},
    {"shapes/compatible/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/compatible/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/compatible/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/compatible/embeddings.yaml" suffix(, )
         0}},
    {"shapes/deepseek/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/deepseek/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/deepseek/responses.yaml",
     (const char[]){
#embed "../../rules/shapes/deepseek/responses.yaml" suffix(, )
         0}},
    {"shapes/google/batch-embed-contents.yaml",
     (const char[]){
#embed "../../rules/shapes/google/batch-embed-contents.yaml" suffix(, )
         0}},
    {"shapes/google/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/google/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/google/count-tokens.yaml",
     (const char[]){
#embed "../../rules/shapes/google/count-tokens.yaml" suffix(, )
         0}},
    {"shapes/google/embed-content.yaml",
     (const char[]){
#embed "../../rules/shapes/google/embed-content.yaml" suffix(, )
         0}},
    {"shapes/google/generate-content.yaml",
     (const char[]){
#embed "../../rules/shapes/google/generate-content.yaml" suffix(, )
         0}},
    {"shapes/google/schema.yaml",
     (const char[]){
#embed "../../rules/shapes/google/schema.yaml" suffix(, )
         0}},
    {"shapes/groq/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/groq/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/json-schema.yaml",
     (const char[]){
#embed "../../rules/shapes/json-schema.yaml" suffix(, )
         0}},
    {"shapes/mistral/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/mistral/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/moonshot/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/moonshot/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-chat.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-chat.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-copy.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-copy.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-create.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-create.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-delete.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-delete.yaml" suffix(, )
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
    {"shapes/ollama/api-pull.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-pull.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-push.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-push.yaml" suffix(, )
         0}},
    {"shapes/ollama/api-show.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/api-show.yaml" suffix(, )
         0}},
    {"shapes/ollama/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/ollama/completions.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/completions.yaml" suffix(, )
         0}},
    {"shapes/ollama/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/embeddings.yaml" suffix(, )
         0}},
    {"shapes/ollama/images-edits.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/images-edits.yaml" suffix(, )
         0}},
    {"shapes/ollama/images-generations.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/images-generations.yaml" suffix(, )
         0}},
    {"shapes/ollama/messages.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/messages.yaml" suffix(, )
         0}},
    {"shapes/ollama/responses.yaml",
     (const char[]){
#embed "../../rules/shapes/ollama/responses.yaml" suffix(, )
         0}},
    {"shapes/openai-compatible/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/openai-compatible/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/openai-compatible/completions.yaml",
     (const char[]){
#embed "../../rules/shapes/openai-compatible/completions.yaml" suffix(, )
         0}},
    {"shapes/openai-compatible/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/openai-compatible/embeddings.yaml" suffix(, )
         0}},
    {"shapes/openai-compatible/responses.yaml",
     (const char[]){
#embed "../../rules/shapes/openai-compatible/responses.yaml" suffix(, )
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
    {"shapes/openai/strict-schema.yaml",
     (const char[]){
#embed "../../rules/shapes/openai/strict-schema.yaml" suffix(, )
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
    {"shapes/openrouter/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/openrouter/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/perplexity/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/perplexity/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/telekom/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/chat-completions.yaml" suffix(, )
         0}},
    {"shapes/telekom/completions.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/completions.yaml" suffix(, )
         0}},
    {"shapes/telekom/embeddings.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/embeddings.yaml" suffix(, )
         0}},
    {"shapes/telekom/fine-tuning-chat.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/fine-tuning-chat.yaml" suffix(, )
         0}},
    {"shapes/telekom/fine-tuning-jobs.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/fine-tuning-jobs.yaml" suffix(, )
         0}},
    {"shapes/telekom/images-edits.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/images-edits.yaml" suffix(, )
         0}},
    {"shapes/telekom/images-generations.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/images-generations.yaml" suffix(, )
         0}},
    {"shapes/telekom/responses.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/responses.yaml" suffix(, )
         0}},
    {"shapes/telekom/vector-stores-files.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/vector-stores-files.yaml" suffix(, )
         0}},
    {"shapes/telekom/vector-stores-search.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/vector-stores-search.yaml" suffix(, )
         0}},
    {"shapes/telekom/vector-stores.yaml",
     (const char[]){
#embed "../../rules/shapes/telekom/vector-stores.yaml" suffix(, )
         0}},
    {"shapes/vertex/count-tokens.yaml",
     (const char[]){
#embed "../../rules/shapes/vertex/count-tokens.yaml" suffix(, )
         0}},
    {"shapes/vertex/embed-content.yaml",
     (const char[]){
#embed "../../rules/shapes/vertex/embed-content.yaml" suffix(, )
         0}},
    {"shapes/vertex/generate-content.yaml",
     (const char[]){
#embed "../../rules/shapes/vertex/generate-content.yaml" suffix(, )
         0}},
    {"shapes/vertex/messages.yaml",
     (const char[]){
#embed "../../rules/shapes/vertex/messages.yaml" suffix(, )
         0}},
    {"shapes/vertex/predict.yaml",
     (const char[]){
#embed "../../rules/shapes/vertex/predict.yaml" suffix(, )
         0}},
    {"shapes/vertex/schema.yaml",
     (const char[]){
#embed "../../rules/shapes/vertex/schema.yaml" suffix(, )
         0}},
    {"shapes/xai/chat-completions.yaml",
     (const char[]){
#embed "../../rules/shapes/xai/chat-completions.yaml" suffix(, )
         0}},
    {"tokens.yaml",
     (const char[]){
#embed "../../rules/tokens.yaml" suffix(, )
         0}},
    {NULL, NULL},
};

const struct reqlint_embedded_file *reqlint_embedded_files(void) { return files; }
