package import Carriers
package import DocumentTree
import Facts
package import Linting
package import SourceText

/// Explains error answers: a pure function of the answer, the request's document and the facts.
package struct Diagnoser: Sendable {
  private let linter: Linter

  package init(_ linter: Linter) {
    self.linter = linter
  }

  /// Where requests stand in a document, in bytes of it.
  package static func sites(in document: Document) -> [ByteRange] {
    Carriers.sites(in: document).map { site in
      // Of an envelope all counts, its URL too.
      let outer = site.envelope ?? site.body
      return outer.document.outermostRange(outer.range)
    }
  }

  /// - Parameter site: the index of the request among the document's; nil: the document holds none.
  package func diagnose(_ response: ErrorResponse, _ document: Document, site index: Int?) -> Diagnosis {
    let (requests, diagnostics) = linter.analyse(document)
    let sites = Carriers.sites(in: document)
    let site = index.flatMap { sites.indices.contains($0) ? sites[$0] : nil }
    let range = site.map { $0.body.document.outermostRange($0.body.range) }
    let place = requests.firstIndex { $0.document.outermostRange($0.body.range) == range }
    let declared = linter.settings.provider ?? linter.settings.declared?.provider
    return Self.diagnose(
      response, place.map { requests[$0] }, site, provider: declared.flatMap { linter.facts.provider($0) },
      diagnostics.filter { $0.request == nil || $0.request == place }, linter.facts)
  }

  /// - Parameters:
  ///   - provider: of a site that is no request to an API that is known.
  ///   - findings: those in the request.
  private static func diagnose(
    _ response: ErrorResponse, _ request: Request?, _ site: RequestSite?, provider: Provider?,
    _ findings: [Diagnostic], _ facts: Facts
  ) -> Diagnosis {
    let provider = request?.provider ?? provider
    let match = AnswerMatcher(facts: facts).match(response, provider: provider)
    let body = request?.body ?? site?.body
    let finder = body.map {
      PlaceFinder(body: $0, envelope: site?.envelope, response: response, match: match, findings: findings)
    }
    let places = finder?.places ?? []
    let predicted = finder?.predicted(at: places) ?? findings.filter { match?.answer.rules.contains($0.rule) ?? false }
    let speaker = match.flatMap { $0.answer.file == provider?.id ? nil : facts.guide($0.answer.file)?.name }
    return Diagnosis(
      response: response, provider: provider, endpoint: request?.endpoint.id,
      model: body.flatMap { $0["model"]?.string }, known: match?.answer, speaker: speaker,
      explanation: match.map { $0.filled($0.answer.meaning) },
      advice: Self.plans(request, match) + (match.map { match in match.answer.advice.map(match.filled) } ?? []),
      places: finder?.merging(places, predicted) ?? places, predicted: predicted,
      others: findings.filter { finding in !predicted.contains(finding) && finding.severity >= .warning })
  }
}

extension Diagnoser {
  /// What a refusal that was recorded beside a request is about; nil where that is not known, or where an error says so
  /// already.
  package static func explanation(
    of request: Request, _ number: Int, _ refusal: RecordedAnswer, _ findings: [Diagnostic]
  ) -> Diagnostic? {
    guard let body = refusal.body, let url = request.urlNode else { return nil }
    let response = ErrorResponse(body, status: refusal.status)
    guard !response.isResult else { return nil }
    let diagnosis = diagnose(response, request, request.site, provider: nil, findings, request.facts)
    guard diagnosis.isExplained, !diagnosis.predicted.contains(where: { $0.severity == .error }) else { return nil }
    let place = diagnosis.places.first
    let meaning = diagnosis.explanation.map { ": \($0)" } ?? (place == nil ? "" : " because of this")
    return Diagnostic(
      rule: RefusedRequest.card.id, severity: RefusedRequest.card.severity,
      range: place?.range ?? url.document.outermostRange(url.range),
      message: "the recorded answer is \(refusal.status)\(meaning)", help: diagnosis.advice.first,
      note: diagnosis.known?.provenance.note(nil),
      pointer: place?.pointer ?? url.pointer, request: number)
  }

  /// Which plans have the model, where the answer may mean that one has not and that is known.
  private static func plans(_ request: Request?, _ match: AnswerMatch?) -> [String] {
    guard let request, let profile = request.profile, let plans = profile.plans, let cause = match?.answer.cause,
      [.model, .plan, .access].contains(cause)
    else { return [] }
    let names = Wording.list(plans.value.map { "`\($0)`" }, "and")
    return ["use a plan that has \(profile.name): of \(request.provider.name)'s these are \(names)"]
  }
}

/// A known answer, with the words that its pattern kept.
struct AnswerMatch {
  let answer: KnownAnswer
  let words: [String: String]
  /// The message that told it.
  let message: String?

  /// A sentence with the words in their places: names as they are, texts that somebody may have written as `…`.
  func filled(_ sentence: String) -> String {
    var result = ""
    var rest = sentence[...]
    while let open = rest.firstIndex(of: "{"), let close = rest[open...].firstIndex(of: "}") {
      let name = rest[rest.index(after: open)..<close]
      result += rest[..<open] + (words[String(name)]?.excerpt ?? "…")
      rest = rest[rest.index(after: close)...]
    }
    return result + rest
  }
}

/// Finds the known answer that a response is.
struct AnswerMatcher {
  let facts: Facts

  /// First by message, then by code, then by status alone; each time the provider's own answers come first, then what
  /// anybody may answer, then what other providers do, since gateways hand their words on.
  func match(_ response: ErrorResponse, provider: Provider?) -> AnswerMatch? {
    let own = [provider?.id, "common"].compactMap(\.self)
    let ids = own + facts.guideIDs.filter { !own.contains($0) }
    let answers = ids.flatMap { facts.guide($0)?.answers ?? [] }.filter { answer in
      answer.statuses.isEmpty || response.status.map { answer.statuses.contains($0) } ?? !answer.isByStatus
    }
    for message in response.messages {
      for answer in answers {
        for pattern in answer.messages {
          if let words = pattern.match(message) { return AnswerMatch(answer: answer, words: words, message: message) }
        }
      }
    }
    let words = Set(response.words.map { $0.lowercased() })
    let byCode = answers.first { $0.codes.contains { words.contains($0.lowercased()) } }
    let byStatus = answers.first { $0.isByStatus && own.contains($0.file) }
    return (byCode ?? byStatus).map { AnswerMatch(answer: $0, words: [:], message: response.messages.first) }
  }
}
