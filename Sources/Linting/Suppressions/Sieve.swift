package import DocumentTree
import SourceText

/// Keeps from being told what somebody has said need not be told of one file: in its comments, in the configuration, in
/// a baseline. Findings are sieved nowhere else.
package struct Sieve: Sendable {
  /// Who said so.
  package enum Reason: Sendable, Hashable {
    case comment
    /// An item of the configuration's `ignore:`, by its index; nil for one of a configuration that is extended.
    case entry(Int?)
    case baseline(Baseline.Key)
  }

  /// By rule.
  private let entries: [String: [IgnoreEntry]]
  private let baseline: [Baseline.Key: Int]?
  /// The items of `ignore:` that something was found for.
  package private(set) var usedEntries: Set<Int> = []
  /// What was found of the baseline.
  package private(set) var known: [Baseline.Key: Int] = [:]
  /// Whether all documents so far could be read to their ends, so that nothing was missed in them.
  package private(set) var hasSeenAll = true

  /// - Parameters:
  ///   - entries: those of the configuration that are for the file.
  ///   - baseline: how often each finding in the file may be there; nil: there is no baseline.
  package init(entries: [IgnoreEntry] = [], baseline: [Baseline.Key: Int]? = nil) {
    self.entries = Dictionary(grouping: entries, by: \.rule)
    self.baseline = baseline
  }

  /// After a file of which nothing could be read.
  package static var unread: Sieve {
    var sieve = Sieve()
    sieve.hasSeenAll = false
    return sieve
  }

  /// Whether a rule is about what is said here; such findings are mended, and not silenced in their turn.
  package static func isSubject(of rule: String) -> Bool {
    rule == UnusedSuppression.card.id || rule == InvalidComment.card.id
  }

  /// Whether findings have to say what their values are.
  var asksForValues: Bool { baseline != nil }

  /// Notes what was kept from being told of the next document of the file.
  package mutating func count(_ hidden: [Reason], in document: Document) {
    if !document.errors.isEmpty { hasSeenAll = false }
    for reason in hidden {
      switch reason {
      case .comment: break
      case .entry(let index): if let index { usedEntries.insert(index) }
      case .baseline(let key): known[key, default: 0] += 1
      }
    }
  }
}

extension Sieve {
  /// One document of the file, and what is said in it.
  struct Site {
    let document: Document
    /// The line of the document, counted from 1, where the file has one a line.
    let line: Int?
    let comments: [IgnoreComment]
    let levels: RuleLevels
    /// Whether comments that are for nothing are told.
    let tellsUnused: Bool
  }

  /// Takes apart what is told and what is not; comments that are for nothing are findings, too.
  ///
  /// - Parameter findings: in order.
  func sift(_ findings: [Diagnostic], _ site: Site) -> (told: [Diagnostic], hidden: [Reason]) {
    guard !site.comments.isEmpty || !entries.isEmpty || baseline != nil else { return (findings, []) }
    var pass = Pass(sieve: self, site: site)
    pass.take(findings)
    guard site.tellsUnused, site.document.errors.isEmpty else { return (pass.told, pass.hidden) }
    let unused = pass.unusedComments
    guard !unused.isEmpty else { return (pass.told, pass.hidden) }
    pass.take(unused.compactMap { $0.atLevel(in: site.levels) })
    return (pass.told.sorted { $0.range.lower < $1.range.lower }, pass.hidden)
  }

  /// The way of one document's findings through the sieve.
  private struct Pass {
    private let sieve: Sieve
    private let site: Site
    private let scopes: IgnoreScopes?
    private var used: Set<IgnoreScopes.Place> = []
    private var known: [Baseline.Key: Int] = [:]
    private lazy var customID = site.document.roots.first?["custom_id"]?.string
    private lazy var record = site.line.map { _ in Baseline.Record(site.document) }
    private(set) var told: [Diagnostic] = []
    private(set) var hidden: [Reason] = []

    init(sieve: Sieve, site: Site) {
      self.sieve = sieve
      self.site = site
      scopes = site.comments.isEmpty ? nil : IgnoreScopes(site.comments, in: site.document)
    }

    mutating func take(_ findings: [Diagnostic]) {
      for finding in findings {
        if let reason = reason(for: finding) { hidden.append(reason) } else { told.append(finding) }
      }
    }

    private mutating func reason(for finding: Diagnostic) -> Reason? {
      let places = scopes?.places(hiding: finding) ?? []
      used.formUnion(places)
      if !places.isEmpty { return .comment }
      if let entry = sieve.entries[finding.rule]?.first(where: { matches($0, finding) }) { return .entry(entry.index) }
      guard let baseline = sieve.baseline, let key = Baseline.Key(finding, record), let limit = baseline[key],
        sieve.known[key, default: 0] + known[key, default: 0] < limit
      else { return nil }
      known[key, default: 0] += 1
      return .baseline(key)
    }

    private mutating func matches(_ entry: IgnoreEntry, _ finding: Diagnostic) -> Bool {
      switch entry.record {
      case .customID(let id): guard id == customID else { return false }
      case .line(let line): guard line == site.line else { return false }
      case nil: break
      }
      return entry.pointer?.matches(finding.pointer) ?? true
    }

    /// A finding for each comment, or rule of one, that kept nothing from being told.
    var unusedComments: [Diagnostic] {
      guard let scopes else { return [] }
      var report = Report(UnusedSuppression.self, site.document, asksForValues: sieve.asksForValues)
      for (index, comment) in site.comments.enumerated() {
        let idle = comment.items.indices.filter { item in
          let place = IgnoreScopes.Place(comment: index, item: item)
          // A rule that does not speak finds nothing, needed or not.
          return comment.items[item].isKnown && site.levels.isHeardEverywhere(comment.items[item].rule)
            && !used.contains(place)
            && !scopes.ends.contains(place) && comment.items[item].rule != UnusedSuppression.card.id
        }
        let isIdle = comment.items.isEmpty ? !scopes.generalEnds.contains(index) : idle.count == comment.items.count
        if isIdle {
          report.add(UnusedSuppression.finding(for: comment, in: site.document.source))
        } else {
          for item in idle {
            report.add(UnusedSuppression.finding(for: comment, item, in: site.document.source))
          }
        }
      }
      return report.diagnostics
    }
  }
}
