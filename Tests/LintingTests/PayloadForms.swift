import DocumentTree
import Testing

/// A payload before it is written down.
indirect enum Value: Sendable {
  /// A number, `true`, `false` or `null`, as it is written.
  case literal(String)
  case string(String)
  case array([Value])
  case object([(name: String, value: Value)])
}

extension Value: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByFloatLiteral,
  ExpressibleByBooleanLiteral, ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral
{
  init(stringLiteral text: String) { self = .string(text) }
  init(integerLiteral number: Int) { self = .literal(String(number)) }
  init(floatLiteral number: Double) { self = .literal(String(number)) }
  init(booleanLiteral value: Bool) { self = .literal(String(value)) }
  init(arrayLiteral items: Value...) { self = .array(items) }
  init(dictionaryLiteral members: (String, Value)...) { self = .object(members.map { ($0.0, $0.1) }) }
}

// MARK: - One value

extension Value {
  var minified: String {
    switch self {
    case .literal(let text): text
    case .string(let text): Value.quoted(text)
    case .array(let items): "[" + items.map(\.minified).joined(separator: ",") + "]"
    case .object(let members):
      "{" + members.map { "\(Value.quoted($0.name)):\($0.value.minified)" }.joined(separator: ",") + "}"
    }
  }

  /// Over several lines, with two spaces a level; `lineEnd` is the end of each.
  func pretty(indent: String = "", lineEnd: String = "\n") -> String {
    let inner = indent + "  "
    func lines(_ items: [String], _ open: String, _ close: String) -> String {
      if items.isEmpty { return open + close }
      return open + lineEnd + items.map { inner + $0 }.joined(separator: "," + lineEnd) + lineEnd + indent + close
    }
    switch self {
    case .literal, .string: return minified
    case .array(let items): return lines(items.map { $0.pretty(indent: inner, lineEnd: lineEnd) }, "[", "]")
    case .object(let members):
      return lines(
        members.map { "\(Value.quoted($0.name)): \($0.value.pretty(indent: inner, lineEnd: lineEnd))" }, "{", "}")
    }
  }

  /// YAML in brackets, with quotes only where they are needed.
  var flow: String {
    switch self {
    case .literal(let text): text
    case .string(let text): Value.plainOrQuoted(text)
    case .array(let items): "[" + items.map(\.flow).joined(separator: ", ") + "]"
    case .object(let members):
      "{" + members.map { "\(Value.plainOrQuoted($0.name)): \($0.value.flow)" }.joined(separator: ", ") + "}"
    }
  }

  /// The lines of YAML by indentation; what is empty stands in brackets.
  var block: [String] {
    switch self {
    case .array(let items) where !items.isEmpty:
      items.flatMap { item in
        item.block.enumerated().map { ($0.offset == 0 ? "- " : "  ") + $0.element }
      }
    case .object(let members) where !members.isEmpty: members.flatMap { Value.block($0.name, $0.value) }
    default: [flow]
    }
  }

  /// The lines of one member, with `anchor` before its value.
  static func block(_ name: String, _ value: Value, anchor: String = "") -> [String] {
    let key = plainOrQuoted(name) + ":" + (anchor.isEmpty ? "" : " " + anchor)
    let lines = value.block
    return value.isBlock ? [key] + lines.map { "  " + $0 } : [key + " " + lines.joined()]
  }

  /// Whether the value stands on lines of its own.
  private var isBlock: Bool {
    switch self {
    case .literal, .string: false
    case .array(let items): !items.isEmpty
    case .object(let members): !members.isEmpty
    }
  }

  private static func plainOrQuoted(_ text: String) -> String {
    let isWord = text.allSatisfy { $0.isASCII && ($0.isLetter || $0 == "_") } && text.count > 5
    return isWord ? text : quoted(text)
  }

  private static func quoted(_ text: String) -> String {
    let escaped = text.map { $0 == "\"" || $0 == "\\" ? "\\\($0)" : $0 == "\n" ? "\\n" : String($0) }
    return "\"" + escaped.joined() + "\""
  }
}

// MARK: - A payload in a file

/// A way to write a payload into a file.
struct PayloadForm: Sendable, CustomTestStringConvertible {
  /// A file with a payload in it.
  struct File {
    let text: String
    let format: Document.Format
    /// Of the places where parts of the payload stand, as pointers; nil for the body itself.
    var places = [""]
    /// Whether the file itself says where the payload goes.
    var hasURL = false
  }

  let name: String
  /// Of one mapping several members may have one name.
  var takesDuplicates = true
  let write: @Sendable (_ body: Value, _ url: String, _ path: String) -> File

  var testDescription: String { name }

  private static func envelope(_ url: String, _ body: Value, _ more: [(name: String, value: Value)] = []) -> Value {
    .object(more + [("method", "POST"), ("url", .string(url)), ("body", body)])
  }

  static let all = [
    PayloadForm(name: "JSON over several lines") { body, _, _ in File(text: body.pretty(), format: .json) },
    PayloadForm(name: "JSON in one line") { body, _, _ in File(text: body.minified, format: .json) },
    PayloadForm(name: "JSON with CRLF") { body, _, _ in
      File(text: body.pretty(lineEnd: "\r\n"), format: .json)
    },
    PayloadForm(name: "JSON that allows comments") { body, _, _ in
      File(text: "// a payload\n" + body.pretty() + " /* its end */\n", format: .jsonWithComments)
    },
    PayloadForm(name: "JSON read as YAML") { body, _, _ in File(text: body.pretty(), format: .yaml) },
    PayloadForm(name: "YAML by indentation") { body, _, _ in
      File(text: body.block.joined(separator: "\n") + "\n", format: .yaml)
    },
    PayloadForm(name: "YAML by indentation with CRLF and comments") { body, _, _ in
      File(text: "# é\r\n" + body.block.joined(separator: " # why\r\n") + "\r\n", format: .yaml)
    },
    PayloadForm(name: "YAML in brackets") { body, _, _ in File(text: body.flow + "\n", format: .yaml) },
    PayloadForm(name: "a document of a YAML stream") { body, _, _ in
      File(text: "--- 5\n---\n" + body.block.joined(separator: "\n") + "\n---\nname: é\n", format: .yaml)
    },
    PayloadForm(name: "an item of a JSON array") { body, _, _ in
      File(text: Value.array([5, body, "é"]).pretty(), format: .json, places: ["/1"])
    },
    PayloadForm(name: "an item of a YAML list") { body, _, _ in
      File(text: Value.array([5, body]).block.joined(separator: "\n") + "\n", format: .yaml, places: ["/1"])
    },
    PayloadForm(name: "an HTTP envelope in JSON") { body, url, _ in
      File(text: envelope(url, body).pretty(), format: .json, places: ["/body"], hasURL: true)
    },
    PayloadForm(name: "an HTTP envelope in YAML") { body, url, _ in
      let lines = envelope(
        url, body, [("headers", ["content-type": "application/json", "authorization": "Bearer {{key}}"])]
      ).block
      return File(text: lines.joined(separator: "\n") + "\n", format: .yaml, places: ["/body"], hasURL: true)
    },
    PayloadForm(name: "a line of a batch file") { body, _, path in
      let line = envelope(path, body, [("custom_id", "é-1")]).minified
      return File(text: line, format: .json, places: ["/body"], hasURL: true)
    },
    PayloadForm(name: "a JSON string in a JSON envelope") { body, url, _ in
      let text = envelope(url, .string(body.pretty())).pretty()
      return File(text: text, format: .json, places: ["/body"], hasURL: true)
    },
    PayloadForm(name: "a quoted JSON string in a YAML envelope") { body, url, _ in
      let text = "url: \(url)\nbody: '\(body.minified.replacing("'", with: "''"))'\n"
      return File(text: text, format: .yaml, places: ["/body"], hasURL: true)
    },
    PayloadForm(name: "a JSON block in a YAML envelope") { body, url, _ in
      let text = "url: \(url)\nbody: |\n  " + body.pretty(indent: "  ") + "\n"
      return File(text: text, format: .yaml, places: ["/body"], hasURL: true)
    },
    PayloadForm(name: "YAML with anchors and merge keys", takesDuplicates: false) { body, url, _ in
      guard case .object(let members) = body else { return File(text: "", format: .yaml) }
      // The first half is merged in; of the second each value stands elsewhere.
      let merged = members.prefix((members.count + 1) / 2)
      let shared = members.dropFirst(merged.count)
      var lines = ["defaults: &defaults"] + Value.object(Array(merged)).block.map { "  " + $0 } + ["shared:"]
      for (place, member) in shared.enumerated() {
        lines += Value.block(member.name, member.value, anchor: "&shared\(place)").map { "  " + $0 }
      }
      lines += ["url: \(url)", "body:", "  <<: *defaults"]
      for (place, member) in shared.enumerated() {
        lines += Value.block(member.name, .literal("*shared\(place)")).map { "  " + $0 }
      }
      return File(
        text: lines.joined(separator: "\n") + "\n", format: .yaml, places: ["/body", "/defaults", "/shared"],
        hasURL: true)
    },
  ]
}
