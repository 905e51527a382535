import DocumentTree
import Facts
import Linting
import SourceText

#if canImport(FoundationEssentials)
  public import FoundationEssentials
#else
  public import Foundation
#endif

/// Finds what a language-model API would refuse, or quietly ignore, in the payloads that a Swift program sends.
///
/// This module is for other packages, so what it has is public, and nothing else in this package is. It judges one text
/// as `reqlint check` does, with the facts that come along; it reads no files and no configuration, and sends nothing.
public struct PayloadLinter: Sendable {
  private let linter: Linter

  /// - Parameters:
  ///   - provider: the id of the provider that bodies without a URL are for, such as `openai`; nil: their models tell.
  ///   - endpoint: the id of the provider's endpoint that they are for, such as `embeddings`; nil: their keys tell.
  ///   - date: the day for which retirements are judged.
  public init(provider: String? = nil, endpoint: String? = nil, asOf date: Date = Date()) throws(UnknownAPI) {
    let facts = Facts.embedded
    if let provider {
      guard let known = facts.provider(provider) else { throw UnknownAPI(name: provider) }
      if let endpoint, known.endpoint(endpoint) == nil { throw UnknownAPI(name: endpoint) }
    } else if let endpoint {
      throw UnknownAPI(name: endpoint)
    }
    // Within the years that a day can be of; of a date that is no number it is the last one.
    let seconds = max(-62_135_596_800, min(253_402_300_799, date.timeIntervalSince1970))
    let today = Day(secondsSince1970: Int(seconds))
    linter = Linter(facts: facts, settings: LintSettings(provider: provider, endpoint: endpoint, today: today))
  }

  /// A provider, or an endpoint of the provider that was named with it, that no fact knows.
  public struct UnknownAPI: Error, Hashable, CustomStringConvertible {
    public let name: String

    public var description: String { "no fact knows the API `\(name)`" }
  }

  /// What is found in a text, in the order of its places; nothing where no request is recognised.
  ///
  /// - Parameters:
  ///   - text: UTF-8.
  ///   - name: a name whose ending says what the text is: JSON, JSON Lines, YAML, or another form that `reqlint` reads.
  public func findings(in text: some Sequence<UInt8>, named name: String = "payload.json") -> [Finding] {
    let source = SourceText(ContiguousArray(text))
    let form = TextForm(path: name, source)
    let lines = LineIndex(source)
    var ledger = BatchLedger()
    var last: (document: Document, offset: Int)?
    var diagnostics: [Diagnostic] = []
    for (offset, document) in form.documents(of: source) {
      ledger.record = form == .lines ? (lines.line(of: offset) + 1, offset) : nil
      let verdict = linter.lint(document, &ledger, Sieve())
      if !verdict.requests.isEmpty { last = (document, offset) }
      diagnostics += verdict.diagnostics.map { $0.shifted(by: offset) }
    }
    guard let last else { return [] }
    if form == .lines {
      let verdict = linter.finish(last.document, line: lines.line(of: last.offset) + 1, ledger, Sieve())
      diagnostics += verdict.diagnostics.map { $0.shifted(by: last.offset) }
    }
    return diagnostics.map { Finding($0, lines) }
  }

  /// As ``findings(in:named:)`` of a text that is a string.
  public func findings(in text: String, named name: String = "payload.json") -> [Finding] {
    findings(in: text.utf8, named: name)
  }
}
