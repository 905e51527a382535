import PackedTree
import SourceText

/// A file of `rules/`.
package struct RulesFile: Sendable {
  private let file: PackedFile
  /// Whether a test has seen that nothing in it is wrong, whatever it is about.
  private let isTested: Bool

  /// One that lies on the disk, or in a test.
  package init(yaml: ContiguousArray<UInt8>) {
    file = PackedFile(yaml: SourceText(yaml))
    isTested = false
  }

  /// One that the binary carries.
  init(_ file: PackedFile) {
    self.file = file
    isTested = true
  }

  /// What stands in it; nil where that is nothing.
  ///
  /// - Parameter path: its own, under `rules/`.
  func root(_ path: String, _ problems: inout [FactProblem]) -> RawFact? {
    for mistake in file.mistakes {
      problems.append(FactProblem(FactPlace(file: path, range: mistake.range), mistake.message))
    }
    if !isTested { problems += file.root?.mistakes(in: path) ?? [] }
    return file.root.map { RawFact($0, FactOrigin(file: path, Provenance())) }
  }

  static func load(_ path: String, _ read: Facts.Read, _ problems: inout [FactProblem]) -> RawFact? {
    read(path)?.root(path, &problems)
  }

  /// The file `name` laid over the one it `extends`, and so on; the confidence of the upper file bounds the lower's.
  static func resolvingExtends(
    _ name: String, _ problems: inout [FactProblem], _ load: (String, inout [FactProblem]) -> RawFact?
  ) -> RawFact? {
    guard var top = load(name, &problems) else { return nil }
    var layers = [top]
    var seen: Set<String> = [name]
    while let base = top["extends"] {
      guard case .scalar(.string(let name)) = base.content, seen.insert(name).inserted, let fact = load(name, &problems)
      else {
        problems.append(FactProblem(base.place, "`extends` is no other file of this kind"))
        break
      }
      layers.append(fact)
      top = fact
    }
    guard var result = layers.popLast() else { return nil }
    while let layer = layers.popLast() {
      result = result.capped(to: layer.provenance.confidence).merging(layer)
    }
    return result
  }
}
