import Configuration
import DocumentTree
import Facts
import Linting
import SourceText

/// Completion in a configuration: what its decoder takes in place of a word that means nothing.
extension Completion {
  func configurationItems(at offset: Int) -> [CompletionItem] {
    let spot = YAMLSpot(text, at: offset)
    // Of PROVIDER/MODEL the provider stays, since it says which models there are.
    let head = spot.typed.lastIndex(of: "/").map { spot.typed[...$0] } ?? ""
    let patched = Configuration(
      spot.replacingWord(with: head + YAMLSpot.standIn).bytes, path: path, facts: linter.facts)
    let place = ByteRange(spot.range.lower, spot.range.lower + 1)
    guard let node = patched.document.scalars(in: place).first, let names = patched.alternatives[node.range] else {
      return []
    }
    let siblings = node.isKey ? node.parent.map { Set($0.members.map(\.name)) } ?? [] : []
    return names.filter { !siblings.contains($0) }.map { name in
      // A provider without its model, which is still to be written.
      let name = name.hasSuffix(YAMLSpot.standIn) ? String(name.dropLast(YAMLSpot.standIn.count)) : name
      let words =
        node.isKey
        ? linter.facts.words(aboutKey: node.keys.dropLast() + [name]) : linter.facts.words(aboutValue: name, of: node)
      return CompletionItem(
        label: name, detail: "", documentation: words ?? "", kind: node.isKey ? .key : .value,
        text: node.isKey ? name + spot.colon : FactValue.string(name).yaml, range: spot.range, isDeprecated: false,
        rank: 0)
    }
  }
}

extension Hover {
  /// What a key or a name in a configuration means.
  init?(on node: Node, inConfigurationWith facts: Facts) {
    guard let name = node.scalarText else { return nil }
    let words = node.isKey ? facts.words(aboutKey: node.keys) : facts.words(aboutValue: name, of: node)
    guard let words else { return nil }
    self.init(text: "**`\(name.excerpt)`**: \(words)", range: node.range)
  }
}

extension Facts {
  /// What a key of a configuration is for; `path` leads to it from the root.
  fileprivate func words(aboutKey path: [String]) -> String? {
    if path.count == 2, path[0] == "rules" { return AllRules.cards.first { $0.id == path[1] }?.summary }
    return ConfigurationKeys.summary(of: path)
  }

  /// What a value in a configuration means in the place of `node`.
  fileprivate func words(aboutValue value: String, of node: Node) -> String? {
    switch node.member?.name {
    case "provider": provider(value)?.name
    case "rule": AllRules.cards.first { $0.id == value }?.summary
    default: nil
    }
  }
}

extension Node {
  /// The keys from the root of the document down to this one.
  fileprivate var keys: [String] {
    var keys: [String] = []
    var next: Node? = self
    while let node = next {
      if let member = node.member { keys.append(member.name) }
      next = node.parent
    }
    return keys.reversed()
  }
}
