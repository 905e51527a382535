import PackedTree

/// The rows of a catalogue or of its overrides, by the names of the models.
///
/// A row is found and read when it is asked for: a provider may have hundreds of models, and a run is about one or two.
struct ModelRows: Sendable {
  /// nil where there is no row.
  private let models: PackedValue?
  private let origin: FactOrigin

  /// - Parameter path: of a file that there may be.
  init(_ path: String, _ read: Facts.Read, _ problems: inout [FactProblem]) {
    guard let file = read(path)?.root(path, &problems) else {
      models = nil
      origin = FactOrigin(file: path, Provenance())
      return
    }
    let (models, others) = FactMapping(file, &problems).taking("models")
    var reader = FactReader(RawFact(others, &problems))
    _ = reader.take("models")
    reader.finish(into: &problems)
    if let models, models.value.kind != .object, models.value.kind != .null {
      problems.append(FactProblem(models.place, "`models` is no mapping"))
    }
    self.models = models?.value
    origin = others.origin
  }

  /// In the order of the file.
  var names: [String] { models?.names ?? [] }

  /// In the order of the file.
  var all: [UnreadFact] {
    (models?.members ?? []).map { UnreadFact(value: $0.value, origin: origin) }
  }

  func lists(_ name: String) -> Bool { models?[name] != nil }

  func row(of name: String, _ problems: inout [FactProblem]) -> RawFact? {
    models?[name].map { RawFact(UnreadFact(value: $0, origin: origin), &problems) }
  }
}
