import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Cassettes with known mistakes at known places inside escaped, folded and literal bodies.
@Suite struct GeneratedCassetteTests {
  @Test func `in 500 cassettes every finding covers exactly the mistaken token, and every mistake is found`() {
    let linter = Linter(facts: .embedded, settings: LintSettings(today: Day("2026-06-01") ?? Day(secondsSince1970: 0)))
    var forms: Set<String> = []
    var mistakes = 0
    for seed in 0..<500 {
      var cassette = GeneratedCassette(seed: seed)
      let marked = Marks(cassette.write())
      forms.insert(cassette.form)
      mistakes += marked.ranges.count
      let verdict = linter.lint(Document.parse(SourceText(marked.text), as: cassette.format))
      let found = verdict.diagnostics.map(\.range)
      #expect(
        found == marked.ranges, "seed \(seed), \(cassette.form): \(verdict.diagnostics.map(\.message))\n\(marked.text)")
    }
    #expect(forms.count == GeneratedCassette.Form.allCases.count)
    #expect(mistakes >= 700)
  }
}

/// A cassette made of chance; the same one for the same seed.
struct GeneratedCassette {
  enum Form: String, CaseIterable {
    case double = "in double quotes"
    case doubleFolded = "in double quotes, folded"
    case single = "in single quotes"
    case singleFolded = "in single quotes, folded"
    case literal = "a literal"
    case folded = "a folded block"
    case json = "in JSON"
    case archive = "in HAR"
  }

  private var chance: Chance
  private let kind: Form
  private let lineEnd: String

  init(seed: Int) {
    chance = Chance(seed: UInt64(seed))
    kind = Form.allCases[seed % Form.allCases.count]
    lineEnd = seed % 5 == 0 ? "\r\n" : "\n"
  }

  var form: String { kind.rawValue }
  var format: Document.Format { kind == .json || kind == .archive ? .json : .yaml }

  /// The text, with « and » around each mistake.
  mutating func write() -> String {
    var interactions: [String] = []
    for _ in 0...chance.number(below: 3) { interactions.append(interaction()) }
    switch kind {
    case .json: return "{\"interactions\": [\(interactions.joined(separator: ", "))], \"version\": 1}"
    case .archive: return "{\"log\": {\"entries\": [\n  \(interactions.joined(separator: ",\n  "))\n]}}"
    default: return ("interactions:\n" + interactions.joined() + "version: 1\n").replacing("\n", with: lineEnd)
    }
  }

  private mutating func interaction() -> String {
    let url = "https://api.openai.com/v1/chat/completions"
    let status = chance.pick(["", "500", "200", "302"])
    let body = body()
    switch kind {
    case .json:
      let answer = status.isEmpty ? "" : ", \"response\": {\"status\": {\"code\": \(status)}}"
      return "{\"request\": {\"method\": \"POST\", \"uri\": \"\(url)\", \"body\": \(jsonString(body))}\(answer)}"
    case .archive:
      return "{\"request\": {\"url\": \"\(url)\", \"postData\": {\"text\": \(jsonString(body))}}, "
        + "\"response\": {\"status\": \(status.isEmpty ? "0" : status)}}"
    default:
      let indent = "      "
      let answer = status.isEmpty ? "" : "  response:\n    status: {code: \(status), message: x}\n"
      return "- request:\n    body: \(scalar(body, indent))\n    headers:\n      Accept: ['*/*']\n    method: POST\n"
        + "    uri: \(url)\n\(answer)"
    }
  }

  // MARK: The body

  private mutating func body() -> String {
    var members = [
      "\"model\"@ \"gpt-4.1\"", "\"messages\"@ [" + messages() + "]", "\"temperature\"@ 0.\(chance.number(below: 9))",
      "\"stop\"@ [\"\(text())\"]", "\"metadata\"@ {\"kind\"@ \"\(chance.pick(["a", "é"]))\"}",
    ]
    let mistake = chance.number(below: 6)
    switch mistake {
    case 0: members[2] = "\"temperature\"@ «\(chance.pick(["3", "2.5", "-1"]))»"
    case 1: members.append("«\"\(chance.pick(["max_tokns", "presence_penaltie"]))\"»@ 1")
    case 2: members.append("\"n\"@ «\"two\"»")
    case 3: members.append("\"service_tier\"@ «\"\(chance.pick(["slow", "very slow"]))\"»")
    case 4: members[1] = "\"messages\"@ [" + messages() + "| {\"role\"@ «\"usr\"»| \"content\"@ \"\(text())\"}]"
    default: members[4] = "\"logit_bias\"@ «[\"\(chance.pick(["x", "é y"]))\"]»"
    }
    chance.shuffle(&members)
    let isLoose = chance.number(below: 4) > 0
    let isPretty = isLoose && chance.number(below: 2) == 0 && ![.single, .singleFolded, .folded].contains(kind)
    let comma = isPretty ? ",\n    " : isLoose ? ", " : ","
    let inner = members.joined(separator: isPretty ? ",\n  " : comma)
    let whole = isPretty ? "{\n  \(inner)\n}" : "{\(inner)}"
    // What separates stands in no text of the pool.
    return whole.replacing("|", with: comma.prefix { $0 != "\n" } + (isPretty ? "\n    " : isLoose ? " " : ""))
      .replacing(", \n", with: ",\n").replacing(",  ", with: ", ").replacing("@ ", with: isLoose ? ": " : ":")
  }

  private mutating func messages() -> String {
    (0...chance.number(below: 2)).map { place in
      "{\"role\"@ \"\(place == 0 ? "system" : "user")\"| \"content\"@ \"\(text())\"}"
    }.joined(separator: "| ")
  }

  /// The content of a JSON string.
  private mutating func text() -> String {
    (0...chance.number(below: 7)).map { _ in
      chance.pick([
        "Rhine", "it's", "\\\"so\\\"", "C:\\\\tmp", "naïve", "日本", "😀", "a\\nb", "x\\u00e9", "\\ud83d\\ude00", "-",
        "#1", "a: b",
        "''", "50%", "\\/", "&",
      ])
    }.joined(separator: " ")
  }

  // MARK: How it is written

  private mutating func jsonString(_ text: String) -> String {
    let isASCII = chance.number(below: 2) == 0
    return "\""
      + text.unicodeScalars.map { scalar in
        switch scalar {
        case "\"", "\\": return "\\\(scalar)"
        case "\n": return "\\n"
        case "«", "»": return String(scalar)
        case _ where scalar.value > 0x7F && isASCII:
          return String(scalar).utf16.map { "\\u" + String(Int($0) + 0x10000, radix: 16).dropFirst() }.joined()
        default: return String(scalar)
        }
      }.joined() + "\""
  }

  private mutating func scalar(_ text: String, _ indent: String) -> String {
    switch kind {
    case .double, .doubleFolded: return "\"" + escaped(text, indent) + "\""
    case .single, .singleFolded:
      return "'" + folded(text.replacing("'", with: "''"), indent, kind == .single ? 0 : 3) + "'"
    case .literal:
      let header = chance.pick(["|", "|-", "|+", "|2-"])
      let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
      return header + "\n" + lines.map { indent + $0 }.joined(separator: "\n")
    default: return chance.pick([">", ">-"]) + "\n" + indent + folded(text, indent, 3)
    }
  }

  /// With every `often`th lone blank as the end of a line.
  private mutating func folded(_ text: String, _ indent: String, _ often: Int) -> String {
    let scalars = Array(text.unicodeScalars)
    var result = ""
    for (place, scalar) in scalars.enumerated() {
      let before = scalars[..<place].last { $0 != "«" && $0 != "»" } ?? " "
      let after = scalars[(place + 1)...].first { $0 != "«" && $0 != "»" } ?? " "
      let isLone = scalar == " " && before != " " && after != " "
      let ends = isLone && often > 0 && chance.number(below: often) == 0
      result += ends ? "\n" + indent : String(scalar)
    }
    return result
  }

  /// As PyYAML writes double quotes.
  private mutating func escaped(_ text: String, _ indent: String) -> String {
    let isASCII = chance.number(below: 2) == 0
    return text.unicodeScalars.map { scalar in
      switch scalar {
      case "\"", "\\": return "\\\(scalar)"
      case "\n": return "\\n"
      case "«", "»": return String(scalar)
      case " " where kind == .doubleFolded && chance.number(below: 4) == 0: return "\\\n\(indent)\\ "
      case _ where scalar.value > 0xFFFF && isASCII:
        return "\\U" + String(UInt64(scalar.value) + 0x1_0000_0000, radix: 16).dropFirst()
      case _ where scalar.value > 0xFF && isASCII: return "\\u" + String(scalar.value + 0x10000, radix: 16).dropFirst()
      case _ where scalar.value > 0x7F && isASCII: return "\\x" + String(scalar.value, radix: 16)
      default: return String(scalar)
      }
    }.joined()
  }
}

/// Numbers that look like chance and are the same each time (SplitMix64).
struct Chance {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func number(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return Int((mixed ^ (mixed >> 31)) % UInt64(limit))
  }

  mutating func pick<Item>(_ items: [Item]) -> Item { items[number(below: items.count)] }

  mutating func shuffle(_ items: inout [String]) {
    for place in items.indices.reversed() { items.swapAt(place, number(below: place + 1)) }
  }
}
