/// The rows of a catalogue or of its overrides, by the names of the models.
///
/// A row is found and read when it is asked for: a provider may have hundreds of models, and a run is about one or two.
struct ModelRows: Sendable {
  /// nil where there is no row.
  private let models: RawFact?

  /// - Parameter path: of a file that there may be.
  init(_ path: String, _ read: Facts.Read, _ problems: inout [FactProblem]) {
    guard let file = RulesFile.load(path, read, &problems) else {
      models = nil
      return
    }
    var reader = FactReader(file)
    models = reader.take("models")
    reader.finish(into: &problems)
    if let models, !models.isMapping, !models.isNull {
      problems.append(FactProblem(models.place, "`models` is no mapping"))
    }
  }

  /// In the order of the file.
  var names: [String] { models?.entries.map(\.key) ?? [] }

  /// In the order of the file.
  var all: [RawFact] { models?.entries.map(\.value) ?? [] }

  func lists(_ name: String) -> Bool { row(of: name) != nil }

  func row(of name: String) -> RawFact? { models?[name] }
}
