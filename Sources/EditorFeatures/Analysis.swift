package import Configuration
package import DocumentTree
package import Linting
package import SourceText

/// Everything the features need to know of one text: its documents, its requests and its findings.
package struct Analysis: Sendable {
  /// One document of the text: the whole of it, or a line.
  package struct Part: Sendable {
    /// Where the document starts, in bytes of the text; of one that stands in another's string, where that one starts.
    package let offset: Int
    /// The document's line, counted from 1, where the text has one a line.
    package let line: Int?
    package let document: Document
    package let requests: [Request]
  }

  /// The configuration that the text is, where it is one.
  let configuration: Configuration?
  package let parts: [Part]
  /// In bytes of the text, in order.
  package let diagnostics: [Diagnostic]
  /// What need not be told of the text, and what of that was found.
  package let sieve: Sieve

  /// - Parameters:
  ///   - path: a name whose ending says how the text is read.
  ///   - sieve: what need not be told of the text.
  package init(_ text: SourceText, path: String, _ linter: Linter, _ sieve: Sieve) {
    let form = TextForm(path: path, text)
    var parts: [Part] = []
    var diagnostics: [Diagnostic] = []
    var ledger = BatchLedger()
    var sieve = sieve
    let lines = form == .lines ? LineIndex(text) : nil
    for (offset, document) in form.documents(of: text) {
      ledger.record = lines.map { ($0.line(of: offset) + 1, offset) }
      let found = linter.analyse(document, &ledger, sieve)
      sieve.count(found.hidden, in: document)
      parts.append(Part(offset: offset, line: ledger.record?.line, document: document, requests: found.requests))
      diagnostics += found.diagnostics.map { $0.shifted(by: offset) }
    }
    if let last = parts.last(where: { !$0.requests.isEmpty }), let line = last.line {
      let verdict = linter.finish(last.document, line: line, ledger, sieve)
      sieve.count(verdict.hidden, in: last.document)
      diagnostics += verdict.diagnostics.map { $0.shifted(by: last.offset) }
    }
    self.init(parts: parts, diagnostics: diagnostics, sieve)
  }

  /// A configuration, which holds no requests.
  ///
  /// - Parameter unused: the indexes of the items of `ignore:` that keep nothing from being told.
  package init(_ configuration: Configuration, unused: Set<Int> = [], _ settings: LintSettings) {
    let diagnostics = configuration.diagnostics(settings) + configuration.unusedIgnores(unused, settings)
    self.init(
      parts: [Part(offset: 0, line: nil, document: configuration.document, requests: [])],
      diagnostics: diagnostics.sorted { $0.range.lower < $1.range.lower }, Sieve(), configuration: configuration)
  }

  private init(
    parts: [Part], diagnostics: [Diagnostic], _ sieve: Sieve, configuration: Configuration? = nil
  ) {
    self.configuration = configuration
    self.parts = parts
    self.diagnostics = diagnostics
    self.sieve = sieve
  }

  /// The same without findings.
  package var silenced: Analysis { Analysis(parts: parts, diagnostics: [], sieve) }

  package var hasRequests: Bool { parts.contains { !$0.requests.isEmpty } }

  /// The part that holds a byte of the text.
  package func part(at offset: Int) -> Part? {
    parts.last { $0.offset <= offset }
  }

  /// The innermost part that holds a byte of the text, and where in its document that is: a body that stands as JSON in a
  /// string, or in a script, is a part of its own.
  func innermostPart(at offset: Int) -> (part: Part, offset: Int)? {
    guard let part = part(at: offset) else { return nil }
    for request in part.requests where request.document !== part.document {
      guard let place = request.document.offset(ofOutermost: offset - part.offset, in: request.body.range) else {
        continue
      }
      return (Part(offset: part.offset, line: part.line, document: request.document, requests: [request]), place)
    }
    return (part, offset - part.offset)
  }
}

extension Analysis.Part {
  /// The request whose body holds a byte of the document.
  package func request(at offset: Int) -> Request? {
    requests.first { $0.document === document && $0.body.range.lower <= offset && offset <= $0.body.range.upper }
  }

  /// The innermost node that holds a byte of the document, its ends included.
  package func node(at offset: Int) -> Node? {
    if let scalar = document.scalars(in: ByteRange(max(0, offset - 1), offset + 1)).last(where: {
      $0.range.lower <= offset && offset <= $0.range.upper
    }) {
      return scalar
    }
    return container(at: offset)
  }

  /// The innermost object or array around a byte of the document.
  package func container(at offset: Int) -> Node? {
    var found: Node?
    for root in document.roots {
      var next: Node? = root
      while let node = next, node.range.lower <= offset, offset <= node.range.upper {
        if node.kind == .object || node.kind == .array { found = node }
        next = (node.kind == .array ? Array(node.items) : node.members.map(\.value)).first {
          ($0.kind == .object || $0.kind == .array) && $0.range.lower <= offset && offset <= $0.range.upper
        }
      }
    }
    return found
  }
}
