/// What sort of thing a refusal is about: the causes that the providers' error guides name.
package enum Cause: String, Sendable, Hashable, CaseIterable {
  /// The key is absent, wrong or expired.
  case key
  /// The key is good, and may not do this.
  case access
  /// A parameter is missing, malformed or not taken.
  case parameter
  /// The body is no JSON, or not in the encoding that is wanted.
  case syntax
  /// The body, a file or an image is too large.
  case size
  /// Input and output are more tokens than fit.
  case context
  /// The model does not exist, or cannot do this.
  case model
  /// The URL, its method or its version.
  case address
  case rateLimit = "rate-limit"
  /// What was paid for is used up, or does not include this.
  case plan
  case contentPolicy = "content-policy"
  /// No answer of the API came through.
  case network
  /// The model or the service is away for a while.
  case unavailable
  /// Something went wrong at the provider.
  case server
}

/// An error answer that an API is known to give: how to tell it, what it means, and what to do.
package struct KnownAnswer: Sendable {
  /// The id of the file under `answers/`: a provider, or `common`.
  package let file: String
  /// In kebab case.
  package let id: String
  /// One of these in the message tells the answer.
  package let messages: [MessagePattern]
  /// One of these as its code, type or status word tells it as well.
  package let codes: [String]
  /// The HTTP status is one of these, where there are any and a status is known; alone it tells the answer where there
  /// are neither messages nor codes.
  package let statuses: [Int]
  package let cause: Cause
  /// What the API means, as half a sentence; `{param}` is the word that a pattern kept.
  package let meaning: String
  /// What to do, most helpful first; with words as in `meaning`.
  package let advice: [String]
  /// Paths in the body that it can be about: `messages/*/content`; `**` stands for any number of steps.
  package let places: [String]
  /// The ids of rules that find the same mistake before it is sent.
  package let rules: [String]
  package let provenance: Provenance

  /// Whether only the HTTP status tells this answer.
  package var isByStatus: Bool { messages.isEmpty && codes.isEmpty }
}

/// The answers of one file under `answers/`.
package struct AnswerGuide: Sendable {
  /// Who answers so, as people write it; nil where anybody does.
  package let name: String?
  /// The more telling first.
  package let answers: [KnownAnswer]

  init(file: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    name = reader.string("name")
    var answers: [KnownAnswer] = []
    for fact in reader.list("answers") {
      guard let answer = KnownAnswer(file: file, fact, &problems) else { continue }
      if answers.contains(where: { $0.id == answer.id }) {
        reader.report(fact, "`\(answer.id)` stands here twice")
      }
      answers.append(answer)
    }
    self.answers = answers
    reader.finish(into: &problems)
  }
}

extension KnownAnswer {
  fileprivate init?(file: String, _ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    let id = reader.string("id")
    var messages: [MessagePattern] = []
    for text in reader.strings("message") ?? [] {
      if let pattern = MessagePattern(text) {
        messages.append(pattern)
      } else {
        reader.report(
          fact["message"] ?? fact, "`\(text)` is no pattern: a text, and `*` or `{word}` apart from each other")
      }
    }
    codes = reader.strings("code") ?? []
    var statuses: [Int] = []
    for value in reader.values("status") ?? [] {
      if case .number(let number) = value, let status = Int(exactly: number), (400...599).contains(status) {
        statuses.append(status)
      } else {
        reader.report(fact["status"] ?? fact, "`status` is between 400 and 599")
      }
    }
    let cause: Cause? = reader.choice("cause")
    let meaning = reader.string("means")
    advice = reader.strings("do") ?? []
    places = reader.strings("at") ?? []
    rules = reader.strings("rules") ?? []
    // A code tells the answer as well as a message does, and keeps no words.
    let kept = codes.isEmpty ? messages.map { Set($0.words) } : [[]]
    for word in ([meaning ?? ""] + advice).flatMap({ Self.words(in: $0) }) where !kept.allSatisfy({ $0.contains(word) })
    {
      reader.report(fact, "`{\(word)}` is not kept by every pattern, or a code tells this answer without one")
    }
    if messages.isEmpty, codes.isEmpty, statuses.isEmpty {
      reader.report(fact, "nothing tells this answer: neither `message` nor `code` nor `status`")
    }
    if id == nil || cause == nil || meaning == nil, reader.problems.isEmpty {
      reader.report(fact, "an answer has `id`, `cause` and `means`")
    }
    reader.finish(into: &problems)
    guard let id, let cause, let meaning else { return nil }
    self.file = file
    self.id = id
    self.messages = messages
    self.statuses = statuses
    self.cause = cause
    self.meaning = meaning
    provenance = fact.provenance
  }

  /// The names between braces.
  private static func words(in text: String) -> [String] {
    text.split(separator: "{", omittingEmptySubsequences: false).dropFirst().compactMap { part in
      part.firstIndex(of: "}").map { String(part[..<$0]) }
    }
  }
}
