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

  /// - Parameters:
  ///   - mentioned: the findings that the client asks about, where it says so.
  ///   - kinds: what the client wants, or nil for all; `source.fixAll` stands for all below it.
  func actions(_ diagnostics: [Diagnostic], in range: ByteRange, about mentioned: Set<Mentioned>, kinds: [String]?)
    -> [JSONValue]
  {
    func wants(_ kind: String) -> Bool { kinds?.contains { kind == $0 || kind.hasPrefix($0 + ".") } ?? true }
    var actions: [JSONValue] = []
    if wants("quickfix") {
      // Neovim names those of the cursor's line, wherever on it the cursor is.
      let meant = diagnostics.filter { mentioned.contains(Mentioned(range: $0.range, rule: $0.rule)) }
      let touched = diagnostics.filter { $0.range.lower <= range.upper && range.lower <= $0.range.upper }
      actions += (meant.isEmpty ? touched : meant).flatMap(quickFixes)
    }
    // Offered for the whole document only when it is asked for, or it would stand in every menu.
    if kinds != nil, wants("source.fixAll.reqlint") {
      let edits = Mender.edits(for: diagnostics, safety: .safe)
      if !edits.isEmpty {
        actions.append([
          "title": "Mend all that reqlint can", "kind": "source.fixAll.reqlint", "edit": workspaceEdit(edits),
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
        "edit": workspaceEdit(fix.edits),
      ]
      return value.compact
    }
  }

  private func workspaceEdit(_ edits: [TextEdit]) -> JSONValue {
    let changes: [JSONValue] = edits.map { edit in
      ["range": document.json(edit.range, in: client.encoding), "newText": .string(edit.text)]
    }
    return ["changes": .object([.init(name: document.uri, value: .array(changes))])]
  }
}
