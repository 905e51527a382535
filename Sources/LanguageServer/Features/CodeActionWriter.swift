import DocumentTree
import Linting
import SourceText

/// Offers the fixes of findings as code actions with plain edits.
struct CodeActionWriter {
  let document: OpenDocument
  let client: ClientCapabilities

  /// A finding as a client gives it back; some leave out all but these.
  struct Mentioned: Hashable {
    let range: ByteRange
    let rule: String
  }

  /// How a finding is told no more.
  enum Silencing {
    /// By a comment in the document.
    case comment([TextEdit])
    /// By an item in a configuration.
    case configuration(OpenDocument, [TextEdit])
    /// By one in a configuration that is not there yet.
    case newConfiguration(uri: String, String)
  }

  /// - Parameters:
  ///   - mentioned: the findings that the client asks about, where it says so.
  ///   - kinds: what the client wants, or nil for all; `source.fixAll` stands for all below it.
  ///   - silencing: how a finding is told no more; nil where that cannot be.
  func actions(
    _ diagnostics: [Diagnostic], in range: ByteRange, about mentioned: Set<Mentioned>, kinds: [String]?,
    silencing: (Diagnostic) -> Silencing?
  ) -> [JSONValue] {
    func wants(_ kind: String) -> Bool { kinds?.contains { kind == $0 || kind.hasPrefix($0 + ".") } ?? true }
    var actions: [JSONValue] = []
    if wants("quickfix") {
      // Neovim names those of the cursor's line, wherever on it the cursor is.
      let meant = diagnostics.filter { mentioned.contains(Mentioned(range: $0.range, rule: $0.rule)) }
      let touched = diagnostics.filter { $0.range.lower <= range.upper && range.lower <= $0.range.upper }
      let findings = meant.isEmpty ? touched : meant
      actions += findings.flatMap(quickFixes)
      // Below all fixes, and not for each of the hundreds that a client may ask about at once.
      actions += findings.prefix(Self.silencingLimit).compactMap { finding in
        silencing(finding).map { action($0, for: finding) }
      }
      if client.takesSingleAction { actions = Array(actions.prefix(1)) }
    }
    // Offered for the whole document only when it is asked for, or it would stand in every menu.
    if kinds != nil, wants("source.fixAll.reqlint") {
      let edits = Mender.edits(for: diagnostics, safety: .safe)
      if !edits.isEmpty {
        actions.append([
          "title": "Mend all that reqlint can", "kind": "source.fixAll.reqlint",
          "edit": workspaceEdit(edits, in: document),
        ])
      }
    }
    return actions
  }

  private func quickFixes(_ diagnostic: Diagnostic) -> [JSONValue] {
    diagnostic.fixes.enumerated().map { place, fix in
      let isPreferred = place == 0 && fix.safety == .safe
      let value: JSONValue = [
        "title": .string(fix.title + (fix.safety == .safe ? "" : " (changes what is asked for)")),
        "kind": "quickfix",
        "isPreferred": isPreferred ? true : nil,
        "diagnostics": [DiagnosticWriter(document: document, client: client).json(diagnostic)],
        "edit": workspaceEdit(fix.edits, in: document),
      ]
      return value.compact
    }
  }

  /// For so many findings at once it is offered to silence them.
  private static let silencingLimit = 8

  private func action(_ silencing: Silencing, for diagnostic: Diagnostic) -> JSONValue {
    let place: String
    let edit: JSONValue
    switch silencing {
    case .comment(let edits): (place, edit) = ("on this line", workspaceEdit(edits, in: document))
    case .configuration(let file, let edits): (place, edit) = ("here, in .reqlint.yaml", workspaceEdit(edits, in: file))
    case .newConfiguration(let uri, let text):
      place = "here, in a new .reqlint.yaml"
      let start: JSONValue = ["line": 0, "character": 0]
      edit = [
        "documentChanges": [
          ["kind": "create", "uri": .string(uri), "options": ["ignoreIfExists": true]],
          [
            "textDocument": ["uri": .string(uri), "version": nil],
            "edits": [["range": ["start": start, "end": start], "newText": .string(text)]],
          ],
        ]
      ]
    }
    return [
      "title": .string("ignore `\(diagnostic.rule)` \(place)"), "kind": "quickfix",
      "diagnostics": [DiagnosticWriter(document: document, client: client).json(diagnostic)], "edit": edit,
    ]
  }

  private func workspaceEdit(_ edits: [TextEdit], in document: OpenDocument) -> JSONValue {
    let changes: [JSONValue] = edits.map { edit in
      ["range": document.json(edit.range, in: client.encoding), "newText": .string(edit.text)]
    }
    return ["changes": .object([.init(name: document.uri, value: .array(changes))])]
  }
}
