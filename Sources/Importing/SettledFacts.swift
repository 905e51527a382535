import Facts

/// What of a list's facts about a model is to be written, and why the rest is not.
struct SettledFacts {
  /// A fact as it is to be written.
  struct Entry {
    /// In the mapping that it is written into.
    var name: String
    let value: FactValue
    let provenance: Provenance

    init(_ name: String, _ value: FactValue, _ provenance: Provenance) {
      self.name = name
      self.value = value
      self.provenance = provenance
    }
  }

  /// What is the same for all models of a list.
  struct Ground {
    /// Of the file that is edited, as the places of facts name it.
    let path: String
    let target: CatalogueEdit.Target
    /// Of what the list says.
    let provenance: Provenance
    /// Whether the list says of each model that writes text that it does.
    let namesWriters: Bool
    /// Of all lists: what has another source was looked up by somebody.
    let sources: Set<String?>

    func isListed(_ provenance: Provenance) -> Bool { sources.contains(provenance.source) }
  }

  private(set) var entries: [Entry] = []
  /// What is left as it is.
  private(set) var notes: [CatalogueEdit.Change] = []

  private let model: PublishedModel
  private let profile: ModelProfile
  private let ground: Ground

  /// - Parameter profile: what is known of the model.
  init(_ model: PublishedModel, beside profile: ModelProfile, _ ground: Ground) {
    self.model = model
    self.profile = profile
    self.ground = ground
    let window = window
    for fact in model.facts { settle(fact, in: window) }
  }

  private mutating func settle(_ fact: PublishedFact, in window: Double?) {
    let known = profile.known(fact.name)
    guard known?.value != fact.value else { return }
    switch fit(of: fact, in: window) {
    case .says: write(fact, over: known)
    case .nothing: weaken(known, by: fact)
    case .doubtful:
      if known == nil { entries.append(Entry(fact.name, fact.value, ground.provenance.atMost(.low))) }
    case .wider:
      // The input alone is said to be more than the window has: one of the two lists is wrong.
      entries.append(Entry("context_window", fact.value, ground.provenance.atMost(.low)))
    case .impossible(let window):
      weaken(known, by: fact)
      notes.append(.leftOut(model.name, fact: fact.name, listed: fact.value, window: window))
    }
  }

  private mutating func write(_ fact: PublishedFact, over known: KnownFact?) {
    let judgement = known.map { judge(fact, $0) } ?? .replaced
    switch judgement {
    case .replaced: entries.append(Entry(fact.name, fact.value, ground.provenance.with(fact.confidence)))
    case .weakened(let value, let source): entries.append(Entry(fact.name, value, source.with(.low)))
    case .kept: break
    }
    guard let known, let why = judgement.reason(against: known.value) else { return }
    notes.append(.keptFact(model.name, fact: fact.name, known: known.value, listed: fact.value, why: why))
  }

  /// Of two lists, one of which knows of no limit below the window, the limit of the other is weak.
  private mutating func weaken(_ known: KnownFact?, by fact: PublishedFact) {
    guard let known, known.place.file == ground.path, ground.isListed(known.provenance),
      fact.value.isMilder(than: known.value), known.provenance.confidence == .medium,
      known.provenance.source != ground.provenance.source
    else { return }
    entries.append(Entry(fact.name, known.value, known.provenance.with(.low)))
  }

  /// How a fact goes with what else is known of the model: lists take the window, the limit of the input and that of the
  /// output for each other.
  private enum Fit {
    case says
    /// It is the window under another name, or what a chat could do and embeddings have no use for.
    case nothing
    /// It may be another window than the one that is known.
    case doubtful
    /// The window must be at least this.
    case wider
    case impossible(window: Double)
  }

  /// - Parameter window: the one that will count.
  private func fit(of fact: PublishedFact, in window: Double?) -> Fit {
    guard case .number(let value) = fact.value else {
      // Of what embeds, lists say that it writes text, and what it could not do if it did.
      return isEmbedding && (fact.value == .boolean(false) || fact.name == Self.writing) ? .nothing : .says
    }
    switch fact.name {
    case "context_window":
      guard let limit = [profile.maxInput, profile.maxOutput].compactMap({ $0?.value }).max() else { return .says }
      if let input = profile.maxInput?.value, Double(input) == value { return .nothing }
      return Double(limit) > value ? .impossible(window: Double(limit)) : .says
    case "max_output" where !isWriter: return .nothing
    case "max_input", "max_output":
      guard let window else { return .says }
      let listed = model.number("context_window")
      if value == window || value == listed { return .nothing }
      if value > window {
        let isWeak =
          profile.contextWindow.map { $0.place.file == ground.path && ground.isListed($0.provenance) } ?? false
        return fact.name == "max_input" && isWeak && listed == nil ? .wider : .impossible(window: window)
      }
      guard fact.name == "max_input", listed == nil else { return .says }
      // Where the list gives one number for both, the sum says nothing.
      let known = model.number("max_output") ?? profile.maxOutput.map { Double($0.value) }
      let output = known.flatMap { $0 == value ? nil : $0 } ?? 0
      return value + output == window ? .says : .doubtful
    default: return .says
    }
  }

  /// The window that counts once the list is taken over, in tokens.
  private var window: Double? {
    let known = profile.known("context_window")
    guard let listed = model.fact("context_window"), case .says = fit(of: listed, in: nil) else {
      return known?.value.number
    }
    guard let known else { return listed.value.number }
    switch judge(listed, known) {
    case .replaced: return listed.value.number
    case .weakened(let value, _): return value.number
    case .kept: return known.value.number
    }
  }

  static let writing = "capabilities/completion"

  private var isEmbedding: Bool {
    if let known = profile.capabilities["embedding"] { return known.value }
    return model.says("capabilities/embedding") && !model.says(Self.writing)
  }

  /// Whether a model writes text, as far as anybody says: the limit of what others give is not in tokens.
  private var isWriter: Bool {
    guard !isEmbedding else { return false }
    return !ground.namesWriters || model.says(Self.writing) || profile.known(Self.writing)?.value == .boolean(true)
  }

  private enum Judgement {
    case replaced
    /// This value counts, with low confidence.
    case weakened(FactValue, Provenance)
    case kept(why: String)

    /// Why what was known stays; nil where it does not.
    func reason(against known: FactValue) -> String? {
      switch self {
      case .replaced: nil
      case .weakened(let value, _): value == known ? "lists contradict each other" : nil
      case .kept(let why): why
      }
    }
  }

  /// The surer of two facts counts; of two that contradict each other the one that lets more pass, as a weak one.
  private func judge(_ fact: PublishedFact, _ known: KnownFact) -> Judgement {
    let isSurer = fact.confidence.rank > known.provenance.confidence.rank
    guard known.place.file == ground.path else {
      if case .configuration = ground.target, isSurer || fact.confidence == .high { return .replaced }
      return .kept(why: "reviewed by hand")
    }
    let isOfOneSource = known.provenance.source == ground.provenance.source
    if isOfOneSource || fact.confidence == .high { return .replaced }
    if known.provenance.confidence.rank > fact.confidence.rank || !ground.isListed(known.provenance) {
      return .kept(why: "a surer source")
    }
    let mild = fact.value.isMilder(than: known.value)
    if !mild, known.provenance.confidence == .low { return .kept(why: "lists contradict each other") }
    return mild ? .weakened(fact.value, ground.provenance) : .weakened(known.value, known.provenance)
  }
}

/// What is known of a model under one name of a fact.
struct KnownFact {
  let value: FactValue
  let provenance: Provenance
  let place: FactPlace

  fileprivate init(_ value: FactValue, _ fact: Fact<some Sendable & Hashable>) {
    self.value = value
    provenance = fact.provenance
    place = fact.place
  }
}

extension ModelProfile {
  /// A fact by its name in a catalogue, as far as lists have it.
  func known(_ name: String) -> KnownFact? {
    switch FactKind(of: name) {
    case .count: limit(name).map { KnownFact(.number(Double($0.value)), $0) }
    case .day: (name == "retires" ? retires : deprecated).map { KnownFact(.string($0.value.description), $0) }
    case .flag: capabilities[String(name.dropFirst("capabilities/".count))].map { KnownFact(.boolean($0.value), $0) }
    case nil: nil
    }
  }
}

extension PublishedModel {
  fileprivate func fact(_ name: String) -> PublishedFact? {
    facts.first { $0.name == name }
  }

  fileprivate func number(_ name: String) -> Double? {
    fact(name)?.value.number
  }

  fileprivate func says(_ capability: String) -> Bool {
    fact(capability)?.value == .boolean(true)
  }
}

extension FactValue {
  fileprivate var number: Double? {
    if case .number(let number) = self { number } else { nil }
  }

  /// Whether fewer requests break on this value than on another.
  fileprivate func isMilder(than other: FactValue) -> Bool {
    switch (self, other) {
    case (.number(let own), .number(let other)): own > other
    case (.boolean(let own), .boolean): own
    case (.string(let own), .string(let other)): own > other
    default: false
    }
  }
}

extension Provenance {
  fileprivate func with(_ confidence: Confidence) -> Provenance {
    var own = self
    own.confidence = confidence
    return own
  }
}

extension Confidence {
  /// Higher is surer.
  fileprivate var rank: Int { Confidence.allCases.reversed().firstIndex(of: self) ?? 0 }
}
