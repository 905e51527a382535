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
  package fileprivate(set) var offset: Int
  /// The JSON Pointer of the body.
  package fileprivate(set) var pointer: String
  package let provider: String
  package let endpoint: String
  /// As it is written.
  package let model: String?
  package let evidence: APIDecision.Evidence
  /// The name of the model that the request is judged for.
  package let judgedModel: String?
  package let modelEvidence: Request.ModelEvidence?
  /// What it costs; nil where nobody asked, or where no formula is made for its model.
  package fileprivate(set) var tokens: TokenSummary?
  /// What it says as a line of a batch file; nil where it is none.
  package fileprivate(set) var batch: BatchEntry?

  /// The same request elsewhere.
  fileprivate func moved(to offset: Int, pointer: String) -> RecognisedRequest {
    var request = self
    (request.offset, request.pointer) = (offset, pointer)
    return request
  }

  /// The same request at another place, and as another line of a batch file.
  fileprivate func moved(to offset: Int, _ batch: BatchEntry?) -> RecognisedRequest {
    var request = self
    (request.offset, request.batch) = (offset, batch)
    return request
  }
}

/// Lints documents: a pure function of the document, the facts and the settings.
package struct Linter: Sendable {
  package let facts: Facts
  package let settings: LintSettings
  private let rules: [any Rule.Type]
  private let urlDecisions = URLDecisions()
  private let meters = TokenMeters()
  /// What a refusal that is recorded with it means is something to say.
  private let plainPrecedents = Precedents()
  private let explainedPrecedents = Precedents()
  private var precedents: Precedents { explain == nil ? plainPrecedents : explainedPrecedents }
  private var explain: Explanation?

  /// Says what a recorded refusal of a request means, beside what was found in that request, which is number `number`
  /// of its document.
  package typealias Explanation =
    @Sendable (_ request: Request, _ number: Int, _ refusal: RecordedAnswer, _ findings: [Diagnostic]) -> Diagnostic?

  package init(facts: Facts, settings: LintSettings, rules: [any Rule.Type] = AllRules.list) {
    self.facts = facts
    self.settings = settings
    self.rules = rules.filter { settings.levels.isHeard($0.card.id) }
  }

  /// The same linter, which also explains the refusals that are recorded beside requests.
  package func explaining(_ explain: @escaping Explanation) -> Linter {
    var linter = self
    linter.explain = rules.contains { $0 == RefusedRequest.self } ? explain : nil
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
    verdict(on: examine(document, sieve), &ledger, sieve)
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
    let found = report.diagnostics.compactMap { $0.atLevel(in: settings.levels, at: request.provider.id) }
    (verdict.diagnostics, verdict.hidden) = sieve.sift(found, site)
    return verdict
  }

  /// As ``lint(_:)``, with the requests themselves, which hold the document, and with all findings, told or not.
  package func analyse(_ document: Document) -> (requests: [Request], diagnostics: [Diagnostic]) {
    var ledger = BatchLedger()
    let judgement = analyse(document, &ledger, nil)
    return (judgement.requests, judgement.diagnostics)
  }

  /// As ``lint(_:_:_:)``, with the requests themselves: they hold the document.
  ///
  /// - Parameter sieve: nil: all is told.
  package func analyse(_ document: Document, _ ledger: inout BatchLedger, _ sieve: Sieve?) -> Judgement {
    let comments = Directives(in: document)
    return judgement(
      on: counted(look(at: document, comments, sites(in: document, comments.apis), sieve)), &ledger, sieve)
  }

  /// What one document holds, with the requests themselves.
  package struct Judgement {
    fileprivate let entries: [Entry]
    package var diagnostics: [Diagnostic] = []
    package var hidden: [Sieve.Reason] = []
    fileprivate var costs: [Int: RequestCost] = [:]

    package var requests: [Request] { entries.compactMap(\.request) }
  }

  /// What was found in a document without a look at those around it.
  package struct Examination: Sendable {
    fileprivate enum Outcome: Sendable {
      /// There is nothing to say of it, as there was nothing of one like it.
      case quiet([QuietRequest])
      case seen(Sight)
    }

    fileprivate let document: Document
    fileprivate let outcome: Outcome
  }

  /// One of the requests in a document.
  fileprivate enum Entry: Sendable {
    case looked(Request)
    /// There is nothing to say of it, as there was nothing of one like it.
    case quiet(RecognisedRequest)

    var request: Request? { if case .looked(let request) = self { request } else { nil } }
  }

  /// The requests in a document, and what was found in it so far.
  fileprivate struct Sight: Sendable {
    let document: Document
    let comments: Directives
    var entries: [Entry] = []
    /// nil where no rule is on.
    var report: Report?
    /// Those that are wanted whatever rules ask for.
    var costs: [Int: RequestCost] = [:]

    var requests: [Request] { entries.compactMap(\.request) }
  }

  /// The first half of ``lint(_:_:_:)``: what a document says by itself. May be done for many at once.
  package func examine(_ document: Document, _ sieve: Sieve) -> Examination {
    let comments = Directives(in: document)
    let mayBeQuiet = comments.isEmpty && settings.limits.enqueuedTokens == nil
    guard mayBeQuiet, let passage = Passage(document) else {
      let sites = sites(in: document, comments.apis)
      let sight = look(at: document, comments, sites, sieve, seekingPrecedents: mayBeQuiet && !settings.countsTokens)
      return Examination(document: document, outcome: .seen(counted(sight)))
    }
    let outline = passage.outline
    if let quiet = precedents.requests(in: passage, outline), let requests = counted(quiet, in: document) {
      return Examination(document: document, outcome: .quiet(requests))
    }
    let observed = passage.observed
    let sites = sites(in: observed.document, comments.apis)
    let sight = look(at: observed.document, comments, sites, sieve)
    if let precedent = precedent(sight, observed) { precedents.add(precedent, outline) }
    return Examination(document: document, outcome: .seen(counted(sight)))
  }

  /// The other half: what a document says after those before it in its file.
  package func verdict(on examination: Examination, _ ledger: inout BatchLedger, _ sieve: Sieve) -> Verdict {
    let sight: Sight
    switch examination.outcome {
    case .seen(let seen): sight = seen
    case .quiet(let requests):
      if let quiet = quietVerdict(on: requests, in: examination.document, &ledger) { return quiet }
      sight = counted(look(at: examination.document, Directives(), sites(in: examination.document, []), sieve))
    }
    let judgement = judgement(on: sight, &ledger, sieve)
    let requests = judgement.entries.enumerated().map { index, entry in
      switch entry {
      case .looked(let request): recognised(request, judgement.costs[index])
      case .quiet(let request): request
      }
    }
    return Verdict(
      requests: requests, diagnostics: judgement.diagnostics, hidden: judgement.hidden)
  }

  /// nil where something was found, or may be in a document that looks the same.
  private func precedent(_ sight: Sight, _ observed: ObservedPassage) -> Precedents.Precedent? {
    let requests = sight.requests
    guard sight.report?.diagnostics.isEmpty ?? true,
      requests.count <= 1 || requests.allSatisfy({ $0.batchLine == nil }),
      requests.allSatisfy({ $0.document === sight.document })
    else { return nil }
    return precedent(requests, observed)
  }

  /// nil where the outcome may be another one for what looks the same.
  private func precedent(_ requests: [Request], _ observed: ObservedPassage) -> Precedents.Precedent? {
    // What is carried over from it has to be the same in others, and what may take its place of the same kind.
    let customIDs = requests.map { $0.customID?.index }
    for request in requests { _ = (request.modelNode?.string, request.urlNode?.string) }
    guard let observation = observed.observation() else { return nil }
    let quiet = zip(requests, customIDs).map { request, customID in
      QuietRequest(
        body: request.body.index, envelope: request.batchLine?.index, customID: customID,
        request: recognised(request, nil), entry: BatchEntry(request, nil, nil), limits: request.provider.batchLimits,
        exampleOf: request.exampleOf)
    }
    return Precedents.Precedent(observation: observation, requests: quiet)
  }

  /// nil where a rule about batch files may have something to say.
  private func quietVerdict(on requests: [QuietRequest], in document: Document, _ ledger: inout BatchLedger) -> Verdict?
  {
    var verdict = Verdict(requests: [], diagnostics: [])
    for quiet in requests {
      var entry = quiet.entry
      if let envelope = quiet.envelope {
        // Only a line of its own stands on line 0 of its document, whatever is before it.
        guard ledger.record != nil else { return nil }
        entry = entry?.moved(
          to: document.counterpart(of: envelope).range.upper,
          customID: quiet.customID.flatMap { document.counterpart(of: $0).string })
      }
      if let entry {
        guard ledger.isUnremarkable(entry, quiet.limits, endpoint: quiet.request.endpoint) else { return nil }
        ledger.add(entry, quiet.limits)
      }
      if let example = quiet.exampleOf { ledger.count(exampleOf: example) }
      verdict.requests.append(
        quiet.request.moved(to: document.counterpart(of: quiet.body).range.lower, entry?.withoutKeys(facts.keys)))
    }
    return verdict
  }

  /// - Parameters:
  ///   - sieve: nil: all is told.
  ///   - seekingPrecedents: whether bodies in strings may be passed over that are like others.
  private func look(
    at document: Document, _ comments: Directives, _ sites: [(RequestSite, APIDecision)], _ sieve: Sieve?,
    seekingPrecedents: Bool = false
  ) -> Sight {
    var sight = Sight(document: document, comments: comments)
    guard let first = rules.first else {
      sight.entries = sites.map { .looked(Request($0, $1, facts: facts, settings: settings)) }
      return sight
    }
    var report = Report(first, document, asksForValues: sieve?.asksForValues ?? false, meters)
    for rule in rules {
      report.turn(to: rule, document, request: nil)
      rule.check(document, &report)
      rule.check(comments, facts, &report)
    }
    for (index, (site, decision)) in sites.enumerated() {
      if seekingPrecedents, let passage = site.passage {
        sight.entries.append(entry(for: site, decision, number: index, passage, &report))
      } else {
        let request = Request(site, decision, facts: facts, settings: settings)
        look(at: request, number: index, &report)
        sight.entries.append(.looked(request))
      }
    }
    for diagnostic in explanations(of: sight.entries, beside: report.diagnostics) { report.add(explained: diagnostic) }
    sight.report = report
    return sight
  }

  private func look(at request: Request, number: Int, _ report: inout Report) {
    for rule in rules where request.site.kind != .settings || rule.judgesSettings {
      report.turn(to: rule, request.document, request: number)
      if request.document.embedding != nil { rule.check(request.document, &report) }
      rule.check(request, &report)
    }
  }

  /// A request whose body stands in a string, judged by an earlier one that is like it, or looked at.
  private func entry(
    for site: RequestSite, _ decision: APIDecision, number: Int, _ passage: Passage, _ report: inout Report
  ) -> Entry {
    let outline = passage.outline
    if let quiet = precedents.requests(in: passage, outline)?.first {
      let place = site.body.document.outermostRange(site.body.range).lower
      return .quiet(quiet.request.moved(to: place, pointer: site.body.pointer))
    }
    let observed = passage.observed
    let site = site.observed(in: observed)
    // What is looked at for the decision counts as well.
    let request = Request(site, resolver.decide(site, comment: nil) ?? decision, facts: facts, settings: settings)
    let findings = report.diagnostics.count
    look(at: request, number: number, &report)
    if report.diagnostics.count == findings, let precedent = precedent([request], observed) {
      precedents.add(precedent, outline)
    }
    return .looked(request)
  }

  /// - Parameter sieve: nil: all is told.
  private func judgement(on sight: Sight, _ ledger: inout BatchLedger, _ sieve: Sieve?) -> Judgement {
    let (document, entries) = (sight.document, sight.entries)
    var judgement = Judgement(entries: entries)
    guard var report = sight.report else {
      judgement.costs = sight.costs
      return judgement
    }
    let isBatch = entries.contains { $0.request?.batchLine != nil }
    let lines = ledger.record == nil && isBatch ? LineIndex(document.source) : nil
    for (index, entry) in entries.enumerated() {
      guard let request = entry.request else { continue }
      if let example = request.exampleOf { ledger.count(exampleOf: example) }
      guard request.batchLine != nil else { continue }
      for rule in rules {
        report.turn(to: rule, request.document, request: index)
        rule.check(request, after: ledger, &report)
      }
      let cost = settings.limits.enqueuedTokens == nil ? nil : sight.costs[index]
      if let entry = BatchEntry(request, lines, cost) { ledger.add(entry, request.provider.batchLimits) }
    }
    judgement.costs = report.costs.merging(sight.costs) { cost, _ in cost }
    judgement.diagnostics = Self.settled(report.diagnostics).compactMap { diagnostic in
      let request = diagnostic.request.flatMap { entries[$0].request }
      return diagnostic.held(against: request?.site.answer).atLevel(in: settings.levels, at: request?.provider.id)
    }
    guard let sieve else { return judgement }
    // As another model's, a request has other mistakes than those that somebody looked at.
    let tellsUnused = settings.modelAs == nil && rules.contains { $0 == UnusedSuppression.self }
    let site = Sieve.Site(
      document: document, line: ledger.record?.line, comments: sight.comments.ignores, levels: settings.levels,
      tellsUnused: tellsUnused)
    (judgement.diagnostics, judgement.hidden) = sieve.sift(judgement.diagnostics, site)
    return judgement
  }

  /// What the refusals mean that are recorded beside requests.
  private func explanations(of entries: [Entry], beside diagnostics: [Diagnostic]) -> [Diagnostic] {
    guard let explain, entries.contains(where: { $0.request?.site.answer?.isRefusal ?? false }) else { return [] }
    let findings = Dictionary(grouping: diagnostics) { $0.request }
    return entries.enumerated().compactMap { number, entry in
      guard let request = entry.request, let answer = request.site.answer, answer.isRefusal else { return nil }
      return explain(request, number, answer, (findings[nil] ?? []) + (findings[number] ?? []))
    }
  }

  /// Counts the tokens of all requests where they are wanted, or of those that are summed up.
  private func counted(_ sight: Sight) -> Sight {
    guard settings.countsTokens || settings.limits.enqueuedTokens != nil else { return sight }
    var sight = sight
    for (index, entry) in sight.entries.enumerated() {
      guard let request = entry.request, settings.countsTokens || request.batchLine != nil else { continue }
      let cost = sight.report?.costs[index] ?? meters.lend { request.cost(&$0) }
      sight.costs[index] = cost
      sight.report?.keep(cost, ofRequest: index)
    }
    return sight
  }

  /// As ``counted(_:)``, for requests of which there is nothing to say; nil where they are not found again.
  private func counted(_ quiet: [QuietRequest], in document: Document) -> [QuietRequest]? {
    guard settings.countsTokens else { return quiet }
    let sites = sites(in: document, [])
    guard sites.map(\.0.body.index) == quiet.map(\.body) else { return nil }
    return zip(quiet, sites).map { quiet, site in
      let request = Request(site.0, site.1, facts: facts, settings: settings, isFlawless: true)
      var quiet = quiet
      quiet.request.tokens = meters.lend { request.cost(&$0) }.map { TokenSummary(request, $0) }
      return quiet
    }
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
    return Self.settled(report.diagnostics).compactMap { $0.atLevel(in: settings.levels, at: provider.id) }
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

  private var resolver: APIResolver { APIResolver(facts: facts, settings: settings, memory: urlDecisions) }

  /// The sites in a document whose API is decided.
  private func sites(in document: Document, _ comments: [APIComment]) -> [(RequestSite, APIDecision)] {
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
      model: model.flatMap { facts.keys.isFound(in: Array($0.utf8)[...]) ? nil : $0 },
      evidence: request.decision.evidence, judgedModel: request.modelName, modelEvidence: request.modelEvidence,
      tokens: cost.map { TokenSummary(request, $0) },
      batch: BatchEntry(request, nil, settings.limits.enqueuedTokens == nil ? nil : cost)?.withoutKeys(facts.keys))
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

extension RequestSite {
  /// All that a verdict can hang on, where the body stands in a string and no answer is to be explained.
  fileprivate var passage: Passage? {
    guard kind == .recording || kind == .envelope, model == nil, body.parent == nil, let envelope,
      !(answer?.isRefusal ?? false)
    else { return nil }
    return Passage(body.document, in: envelope)
  }

  fileprivate func observed(in passage: ObservedPassage) -> RequestSite {
    RequestSite(
      kind, body: passage.node(body), envelope: envelope.map(passage.node), url: url.map(passage.node),
      headers: headers.map(passage.node), model: model, answer: answer)
  }
}
