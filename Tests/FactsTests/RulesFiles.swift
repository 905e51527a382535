import Facts
import SourceText

extension Facts {
  /// Facts from files that live in a test, by their paths under `rules/`.
  convenience init(_ files: [String: String]) {
    self.init(paths: files.keys.sorted()) { path in files[path].map { RulesFile(yaml: ContiguousArray($0.utf8)) } }
  }

  /// Facts about the provider `p` with these files under `models/p/`.
  convenience init(families: String = "{}", catalogue: String = "{}", overrides: String = "{}", source: String? = nil) {
    let source = source.map { "source: \($0)\n" } ?? ""
    self.init([
      "providers/p.yaml": "name: P\n",
      "models/p/families.yaml": source + families,
      "models/p/catalog.yaml": source + catalogue,
      "models/p/overrides.yaml": source + overrides,
    ])
  }

  /// Reads all there is: every provider, every shape that an endpoint names, every profile of a listed model, every
  /// answer, list and dialect, and the files about schemas that stand in the repository or are called `s`. Formulas and
  /// what families fit are read for `problems`.
  func readAll() {
    for id in guideIDs { _ = guide(id) }
    for id in mappingIDs { _ = mapping(id) }
    _ = dialects
    let subsets = EmbeddedRules.paths.filter { $0.hasPrefix("schemas/") }.map { $0.dropFirst(8).dropLast(5) }
    for name in subsets + ["s", "base"] { _ = subset(String(name)).map { $0.vocabulary.map { shape($0) } } }
    for provider in providers {
      for endpoint in provider.endpoints { for name in endpoint.shapes { _ = shape(name) } }
      for name in modelNames(at: provider) { _ = profile(of: name, at: provider) }
    }
  }

  /// What is known about a model of the provider `p`.
  func profile(_ name: String) -> ModelProfile? {
    provider("p").map { profile(of: name, at: $0) }
  }
}

/// A file with « and » around the places that a test asks for.
struct Marked {
  let text: String
  /// In bytes of `text`.
  let ranges: [ByteRange]

  init(_ marked: String) {
    var text = ""
    var ranges: [ByteRange] = []
    var start = 0
    for character in marked {
      switch character {
      case "«": start = text.utf8.count
      case "»": ranges.append(ByteRange(start, text.utf8.count))
      default: text.append(character)
      }
    }
    self.text = text
    self.ranges = ranges
  }
}
