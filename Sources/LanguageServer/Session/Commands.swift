import DocumentTree
import EditorFeatures

/// What a client can have done by `workspace/executeCommand`.
enum Command: String, CaseIterable {
  /// Says why a request was taken for one to this API; the lenses run it. Takes a sentence.
  case explain = "reqlint.explain"
  /// Looks at all files of the open folders.
  case checkWorkspace = "reqlint.checkWorkspace"
  /// Says which other models would take a request.
  case compare = "reqlint.compare"
}

extension Session {
  mutating func execute(_ params: Node?) throws(ResponseError) -> [Outgoing] {
    guard let name = params?["command"]?.string else { throw .invalidParams("there is no command") }
    guard let command = Command(rawValue: name) else { throw .invalidParams("there is no command of this name") }
    switch command {
    case .explain:
      guard let sentence = params?["arguments"]?.items.first(where: { _ in true })?.string else {
        throw .invalidParams("the command needs the sentence that it says")
      }
      return [.notification("window/showMessage", ["type": 3, "message": .string(sentence)])]
    case .compare: return try compare(params)
    case .checkWorkspace: return checkWorkspace(params?["workDoneToken"].flatMap { RequestID($0) })
    }
  }
}
