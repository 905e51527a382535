import Configuration
import DocumentTree
import EditorFeatures
import Facts
import Linting
import Portability
import SourceText

/// Which other models would take a request.
extension Session {
  /// How many models of each kind a message names.
  private static let shownModels = 12

  /// The action that asks so, where a range lies in the name of the model; nothing where a client wants other kinds only.
  mutating func comparisonActions(for document: OpenDocument, in range: ByteRange, kinds: [String]?) -> [JSONValue] {
    guard kinds == nil else { return [] }
    let title: JSONValue = "Which models would take this request?"
    return analysis(of: document).parts.flatMap { part in
      part.requests.filter { isChat($0) }.compactMap { request -> JSONValue? in
        guard let place = request.modelPlace else { return nil }
        let named = place.document.outermostRange(place.range).shifted(by: part.offset)
        guard named.lower <= range.lower, range.upper <= named.upper else { return nil }
        let arguments: JSONValue = [.string(document.uri), .integer(named.lower)]
        return [
          "title": title,
          "command": ["title": title, "command": .string(Command.compare.rawValue), "arguments": arguments],
        ]
      }
    }
  }

  private func isChat(_ request: Request) -> Bool {
    facts.dialects.contains { $0.endpoints.contains(request.endpoint.id) }
  }

  /// The command: says of a request which models would take it and which would not, and why.
  ///
  /// Its arguments are the document, a byte of it that is in the request or names its model, and the names of models as
  /// `reqlint compare --with` takes them; without names it is those of `compare:` in the configuration, else the chat
  /// models of the request's provider.
  mutating func compare(_ params: Node?) throws(ResponseError) -> [Outgoing] {
    let arguments = params?["arguments"].map { Array($0.items) } ?? []
    guard let uri = arguments.first?.string, let document = documents[uri] else {
      throw .invalidParams("the command needs a document that is open")
    }
    let offset = arguments.dropFirst().first?.number.flatMap { Int(exactly: $0) } ?? 0
    let part = analysis(of: document).part(at: offset)
    let chats = part?.requests.filter { isChat($0) } ?? []
    let meant = chats.first { request in
      let body = request.document.outermostRange(request.body.range)
      return body.lower <= offset - (part?.offset ?? 0) && offset - (part?.offset ?? 0) <= body.upper
    }
    guard let request = meant ?? chats.first else { throw .invalidParams("there is no chat request at this place") }
    let linter = linter(for: document.path, at: document.location)
    var candidates: [Comparison.Candidate] = []
    let named = arguments.dropFirst(2).compactMap(\.string)
    let content = document.location.flatMap { configurations.configuration(forFile: $0)?.content }
    for name in named.isEmpty ? content?.comparedModels ?? [] : named {
      do throws(NoSuchModel) {
        candidates += try linter.facts.candidates(name, on: linter.settings.today)
      } catch {
        throw .invalidParams(error.reason)
      }
    }
    if candidates.isEmpty { candidates = linter.facts.chatModels(at: request.provider, on: linter.settings.today) }
    let comparisons = candidates.map { Comparison(request, with: $0, linter) }
    return [.notification("window/showMessage", ["type": 3, "message": .string(Self.sentence(comparisons))])]
  }

  private static func sentence(_ comparisons: [Comparison]) -> String {
    let fitting = comparisons.filter { $0.verdict == .fits }
    let others = comparisons.filter { $0.verdict != .fits }
    func rest(_ count: Int) -> String { count > shownModels ? " and \(count - shownModels) more" : "" }
    var lines: [String] = []
    if !fitting.isEmpty {
      let names = fitting.prefix(shownModels).map(\.candidate.name).joined(separator: ", ")
      lines.append("would fit: \(names)\(rest(fitting.count))")
    }
    if !others.isEmpty { lines.append("would not fit:") }
    lines += others.prefix(shownModels).map { "\($0.candidate.name): \(reason($0))" }
    if others.count > shownModels { lines.append(String(rest(others.count).dropFirst())) }
    return lines.isEmpty ? "no model is known to compare with" : lines.joined(separator: "\n")
  }

  private static func reason(_ comparison: Comparison) -> String {
    let messages = comparison.diagnostics.filter { $0.severity == .error }.map(\.message)
    let lost = comparison.lost.map { "\($0) has no counterpart" }
    let all = messages + lost
    let more = all.count > 2 ? " and \(all.count - 2) more" : ""
    return all.isEmpty
      ? "there is no endpoint that can be compared" : all.prefix(2).joined(separator: "; ") + more
  }
}
