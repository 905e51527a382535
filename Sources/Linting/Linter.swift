package import Carriers
package import DocumentTree
package import Facts
import SourceText

/// What one document holds: the requests that were recognised in it, and the findings.
package struct Verdict: Sendable {
  package var requests: [RecognisedRequest]
  /// In the order of their places.
  package var diagnostics: [Diagnostic]
  /// For each finding that is not told, who said so.
  package var hidden: [Sieve.Reason]

  package init(requests: [RecognisedRequest], diagnostics: [Diagnostic], hidden: [Sieve.Reason] = []) {
    self.requests = requests
    self.diagnostics = diagnostics
    self.hidden = hidden
  }
}

/// A request as the reports name it.
package struct RecognisedRequest: Sendable {
  /// Where the request starts, in bytes of the file.
  package let offset: Int
  /// The JSON Pointer of the body.
  package let pointer: String
  package let provider: String
  package let endpoint: String
  /// As it is written.
  package let model: String?
  package let evidence: APIDecision.Evidence
  /// The name of the model that the request is judged for.
  package let judgedModel: String?
  package let modelEvidence: Request.ModelEvidence?
  /// What it costs; nil where nobody asked, or where no formula is made for its model.
  package let tokens: TokenSummary?
}

/// Lints documents: a pure function of the document, the facts and the settings.
package struct Linter: Sendable {
  package let facts: Facts
  package let settings: LintSettings
  private let rules: [any Rule.Type]
  private let urlDecisions = URLDecisions()
  private var explain: Explanation?

  /// Says what a recorded refusal of a request means, beside what was found in that request, which is number `number`
  /// of its document.
  package typealias Explanation =
    @Sendable (_ request: Request, _ number: Int, _ refusal: RecordedAnswer, _ findings: [Diagnostic]) -> Diagnostic?

  package init(facts: Facts, settings: LintSettings, rules: [any Rule.Type] = AllRules.list) {
    self.facts = facts
    self.settings = settings
    self.rules = rules.filter { settings.levels[$0.card.id] != .off }
  }

  /// The same linter, which also explains the refusals that are recorded beside requests.
  package func explaining(_ explain: @escaping Explanation) -> Linter {
    var linter = self
    linter.explain = rules.contains { $0.card.id == RefusedRequest.card.id } ? explain : nil
    return linter
  }

  /// A linter with the same settings that counts tokens and finds nothing.
  package var counting: Linter { Linter(facts: facts, settings: settings, rules: []) }

  package func lint(_ document: Document) -> Verdict {
    var ledger = BatchLedger()
    return lint(document, &ledger, Sieve())
  }

  /// - Parameters:
  ///   - ledger: what the documents before this one in the same file said.
  ///   - sieve: what need not be told of the file, beside what its comments say.
  package func lint(_ document: Document, _ ledger: inout BatchLedger, _ sieve: Sieve) -> Verdict {
    let judgement = judge(document, &ledger, sieve)
    return Verdict(
      requests: judgement.requests.enumerated().map { index, request in recognised(request, judgement.costs[index]) },
      diagnostics: judgement.diagnostics, hidden: judgement.hidden)
  }

  /// What is to be said of a file with a document a line once all of them were seen.
  ///
  /// - Parameters:
  ///   - last: the last of them that holds a request.
  ///   - line: its line, counted from 1.
  ///   - ledger: what all of them said.
  package func finish(_ last: Document, line: Int, _ ledger: BatchLedger, _ sieve: Sieve) -> Verdict {
    var verdict = Verdict(requests: [], diagnostics: [])
    guard !ledger.examples.isEmpty, let first = rules.first, let request = requests(in: last).last else {
      return verdict
    }
    var report = Report(first, last, asksForValues: sieve.asksForValues)
    for rule in rules {
      report.turn(to: rule, last, request: nil)
      rule.check(request, atEndOf: ledger, &report)
    }
    let site = Sieve.Site(document: last, line: line, comments: [], levels: settings.levels, tellsUnused: false)
    let found = report.diagnostics.map { $0.atLevel(in: settings.levels) }
    (verdict.diagnostics, verdict.hidden) = sieve.sift(found, site)
    return verdict
  }

  /// As ``lint(_:)``, with the requests themselves, which hold the document, and with all findings, told or not.
  package func analyse(_ document: Document) -> (requests: [Request], diagnostics: [Diagnostic]) {
    var ledger = BatchLedger()
    let judgement = judge(document, &ledger, nil)
    return (judgement.requests, judgement.diagnostics)
  }

  /// As ``lint(_:_:_:)``, with the requests themselves: they hold the document.
  package func analyse(_ document: Document, _ ledger: inout BatchLedger, _ sieve: Sieve) -> Judgement {
    judge(document, &ledger, sieve)
  }

  /// What one document holds, with the requests themselves.
  package struct Judgement {
    package let requests: [Request]
    package var diagnostics: [Diagnostic] = []
    package var hidden: [Sieve.Reason] = []
    fileprivate var costs: [Int: RequestCost] = [:]
  }

  /// - Parameter sieve: nil: all is told.
  private func judge(_ document: Document, _ ledger: inout BatchLedger, _ sieve: Sieve?) -> Judgement {
    let comments = Directives(in: document)
    let requests = sites(in: document, comments.apis).map { Request($0, $1, facts: facts, settings: settings) }
    var judgement = Judgement(requests: requests)
    guard let first = rules.first else {
      judgement.costs = costs(of: requests, besides: [:])
      return judgement
    }
    var report = Report(first, document, asksForValues: sieve?.asksForValues ?? false)
    for rule in rules {
      report.turn(to: rule, document, request: nil)
      rule.check(document, &report)
      rule.check(comments, facts, &report)
    }
    let lines = Self.lines(of: requests, in: document)
    for (index, request) in requests.enumerated() {
      for rule in rules where request.site.kind != .settings || rule.judgesSettings {
        report.turn(to: rule, request.document, request: index)
        if request.document.embedding != nil { rule.check(request.document, &report) }
        rule.check(request, &report)
        rule.check(request, after: ledger, &report)
      }
      ledger.count(request)
      if let lines {
        ledger.add(request, lines, settings.limits.enqueuedTokens == nil ? nil : report.cost(of: request))
      }
    }
    judgement.costs = costs(of: requests, besides: report.costs)
    let explained = explanations(of: requests, beside: report.diagnostics)
    let found = report.diagnostics + explained.map { report.valued($0) }
    judgement.diagnostics = Self.settled(found).map { diagnostic in
      diagnostic.held(against: diagnostic.request.flatMap { requests[$0].site.answer }).atLevel(in: settings.levels)
    }
    guard let sieve else { return judgement }
    // As another model's, a request has other mistakes than those that somebody looked at.
    let tellsUnused = settings.modelAs == nil && rules.contains { $0 == UnusedSuppression.self }
    let site = Sieve.Site(
      document: document, line: ledger.record?.line, comments: comments.ignores, levels: settings.levels,
      tellsUnused: tellsUnused)
    (judgement.diagnostics, judgement.hidden) = sieve.sift(judgement.diagnostics, site)
    return judgement
  }

  /// What the refusals mean that are recorded beside requests.
  private func explanations(of requests: [Request], beside diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard let explain, requests.contains(where: { $0.site.answer?.isRefusal ?? false }) else { return [] }
    let findings = Dictionary(grouping: diagnostics) { $0.request }
    return requests.enumerated().compactMap { number, request in
      guard let answer = request.site.answer, answer.isRefusal else { return nil }
      return explain(request, number, answer, (findings[nil] ?? []) + (findings[number] ?? []))
    }
  }

  /// Tells the lines where requests of a batch stand; nil where there are none. Up to a lone one the text is enough.
  private static func lines(of requests: [Request], in document: Document) -> LineIndex? {
    guard let first = requests.lazy.compactMap(\.batchLine).first(where: { _ in true }) else { return nil }
    if requests.count > 1 { return LineIndex(document.source) }
    return LineIndex(SourceText(ContiguousArray(document.source.slice(ByteRange(0, first.range.lower)))))
  }

  /// The costs of all requests where they are wanted, else those that a rule asked for.
  private func costs(of requests: [Request], besides known: [Int: RequestCost]) -> [Int: RequestCost] {
    guard settings.countsTokens else { return known }
    var costs = known
    var meter = TokenMeter()
    for (index, request) in requests.enumerated() where costs[index] == nil { costs[index] = request.cost(&meter) }
    return costs
  }

  /// The requests in a document, without a finding.
  package func requests(in document: Document) -> [Request] {
    sites(in: document, Directives(in: document).apis).map { Request($0, $1, facts: facts, settings: settings) }
  }

  /// What is found in a body if it is sent to this endpoint: in itself, not in what is written around it.
  package func findings(in body: Node, sentTo provider: Provider, _ endpoint: Provider.Endpoint) -> [Diagnostic] {
    guard let first = rules.first else { return [] }
    let decision = APIDecision(asIfFor: provider, endpoint)
    let request = Request(RequestSite(.bareBody, body: body), decision, facts: facts, settings: settings)
    var report = Report(first, body.document)
    for rule in rules {
      report.turn(to: rule, body.document, request: 0)
      rule.check(request, &report)
    }
    return Self.settled(report.diagnostics).map { $0.atLevel(in: settings.levels) }
  }

  /// What rules say about the text of a document, whatever it holds.
  package static func findings(in document: Document, of rules: [any Rule.Type]) -> [Diagnostic] {
    rules.flatMap { rule in
      var report = Report(rule, document)
      rule.check(document, &report)
      return report.diagnostics
    }
  }

  /// The bodies in a document whose API is decided, without a look at what is in them.
  package func decisions(in document: Document) -> [(body: Node, api: APIDecision)] {
    sites(in: document, Directives(in: document).apis).map { ($0.body, $1) }
  }

  /// The sites in a document whose API is decided.
  private func sites(in document: Document, _ comments: [APIComment]) -> [(RequestSite, APIDecision)] {
    let resolver = APIResolver(facts: facts, settings: settings, memory: urlDecisions)
    let roots = document.roots
    return Carriers.sites(in: document).compactMap { site in
      let comment = comments.isEmpty ? nil : Self.comment(for: site, comments, roots)
      return resolver.decide(site, comment: comment).map { (site, $0) }
    }
  }

  /// The comment in the site's own YAML document, or the one before the first.
  private static func comment(for site: RequestSite, _ comments: [APIComment], _ roots: [Node])
    -> APIComment?
  {
    let outer = site.body.document.embedding?.host ?? site.body
    let root = outer.documentOrdinal
    guard root < roots.count else { return nil }
    let start = start(of: root, roots)
    let end = root + 1 < roots.count ? self.start(of: root + 1, roots) : outer.document.source.count
    if let own = last(comments, before: end), own.range.lower >= start { return own }
    return last(comments, before: roots[0].range.lower)
  }

  /// Where a document of a YAML stream starts: at its `---`, or where the one before it ends.
  private static func start(of root: Int, _ roots: [Node]) -> Int {
    guard root > 0 else { return 0 }
    let source = roots[root].document.source
    let gap = ByteRange(roots[root - 1].range.upper, roots[root].range.lower)
    let marker = source.slice(gap).indices.first { offset in
      let isLineStart = offset == 0 || source.byte(at: offset - 1) == UInt8(ascii: "\n")
      return isLineStart && source.slice(ByteRange(offset, offset + 3)).elementsEqual("---".utf8)
    }
    return marker ?? gap.lower
  }

  private static func last(_ comments: [APIComment], before offset: Int) -> APIComment? {
    var low = 0
    var high = comments.count
    while low < high {
      let middle = (low + high) / 2
      if comments[middle].range.lower < offset { low = middle + 1 } else { high = middle }
    }
    return low > 0 ? comments[low - 1] : nil
  }

  private func recognised(_ request: Request, _ cost: RequestCost?) -> RecognisedRequest {
    let outer = request.document.outermostRange(request.body.range)
    let model = request.modelNode?.string ?? settings.declared?.model ?? request.modelName
    return RecognisedRequest(
      offset: outer.lower, pointer: request.body.pointer, provider: request.provider.id, endpoint: request.endpoint.id,
      // Who put a key in the place of the name does not want to see it in a report.
      model: model.flatMap { facts.keys.findsKey(in: Array($0.utf8)[...]) ? nil : $0 },
      evidence: request.decision.evidence, judgedModel: request.modelName, modelEvidence: request.modelEvidence,
      tokens: cost.map { TokenSummary(request, $0) })
  }

  /// In order, and one root cause once: what is less than an error gives way to an error at the same place.
  private static func settled(_ diagnostics: [Diagnostic]) -> [Diagnostic] {
    let refused = Set(diagnostics.filter { $0.severity == .error }.map(Place.init))
    var seen: Set<Diagnostic> = []
    return
      diagnostics
      .filter { ($0.severity == .error || !refused.contains(Place($0))) && seen.insert($0).inserted }
      .sorted { ($0.range.lower, $0.range.upper, $0.rule) < ($1.range.lower, $1.range.upper, $1.rule) }
  }

  /// What a finding is about: all values of a body in base64 have one range.
  private struct Place: Hashable {
    let range: ByteRange
    let pointer: String

    init(_ diagnostic: Diagnostic) {
      range = diagnostic.range
      pointer = diagnostic.pointer
    }
  }
}
