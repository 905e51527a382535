package import DocumentTree
package import Facts

/// One kind of mistake: its card, its check, its messages.
///
/// A rule looks at a document (syntax), at the comments in it that speak to reqlint, at a request, at a request of a
/// batch file after those before it, or at the last one of a file that has one a line, once all were seen. It is a
/// caseless enum: it has no state.
package protocol Rule: Sendable {
  static var card: RuleCard { get }
  /// Whether the rule holds for settings that a program puts into its requests: these are never whole, and the program
  /// has names of its own beside them.
  static var judgesSettings: Bool { get }
  static func check(_ document: Document, _ report: inout Report)
  static func check(_ comments: Directives, _ facts: Facts, _ report: inout Report)
  static func check(_ request: Request, _ report: inout Report)
  static func check(_ request: Request, after earlier: BatchLedger, _ report: inout Report)
  static func check(_ last: Request, atEndOf file: BatchLedger, _ report: inout Report)
}

extension Rule {
  package static var judgesSettings: Bool { false }
  package static func check(_ document: Document, _ report: inout Report) {}
  package static func check(_ comments: Directives, _ facts: Facts, _ report: inout Report) {}
  package static func check(_ request: Request, _ report: inout Report) {}
  package static func check(_ request: Request, after earlier: BatchLedger, _ report: inout Report) {}
  package static func check(_ last: Request, atEndOf file: BatchLedger, _ report: inout Report) {}
}
