/// A request whose recorded answer is a refusal. The target `Diagnosis`, which explains answers, finds it.
package enum RefusedRequest: Rule {
  package static let card = RuleCard(
    id: "refused-request", since: "0.1.0", severity: .info,
    summary: "The answer that was recorded with a request says that the API refused it.",
    why: """
      A recorder keeps errors as well as results, and a test may run for long on one that nobody meant to keep. What the \
      answer is about is shown, as `reqlint diagnose` does.
      """,
    examples: [
      .bad(
        #"{"interactions": [{"request": {"method": "POST", "uri": "https://api.openai.com/v1/chat/completions", "body": {"model": "gpt-4o", «"messages"»: [{"role": "user", "content": "Hi"}]}}, "response": {"status": {"code": 400}, "body": {"error": {"message": "This model's maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens. Please reduce the length of the messages.", "param": "messages", "code": "context_length_exceeded"}}}}]}"#
      ),
      .good(
        #"{"interactions": [{"request": {"method": "POST", "uri": "https://api.openai.com/v1/chat/completions", "body": {"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}}, "response": {"status": {"code": 200}, "body": {"choices": []}}}]}"#
      ),
    ])
}
