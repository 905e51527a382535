import SourceText

/// A value to be written as JSON. Members keep their order.
package enum JSONValue: Sendable, Hashable {
  case null
  case boolean(Bool)
  case integer(Int)
  /// What is not finite is written as null.
  case number(Double)
  case string(String)
  case array([JSONValue])
  case object([Member])

  package struct Member: Sendable, Hashable {
    package let name: String
    package var value: JSONValue

    package init(name: String, value: JSONValue) {
      self.name = name
      self.value = value
    }
  }

  /// The value as bytes of JSON, without white space.
  package var bytes: ContiguousArray<UInt8> {
    var bytes = ContiguousArray<UInt8>()
    write(to: &bytes)
    return bytes
  }

  /// The value as JSON, without white space.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  private func write(to bytes: inout ContiguousArray<UInt8>) {
    switch self {
    case .null: bytes.append(contentsOf: "null".utf8)
    case .boolean(let value): bytes.append(contentsOf: (value ? "true" : "false").utf8)
    case .integer(let value): bytes.append(contentsOf: String(value).utf8)
    case .number(let value):
      let text = Int(exactly: value).map { String($0) } ?? (value.isFinite ? String(value) : "null")
      bytes.append(contentsOf: text.utf8)
    case .string(let text): Self.write(text, to: &bytes)
    case .array(let items):
      bytes.append(UInt8(ascii: "["))
      for (place, item) in items.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        item.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "]"))
    case .object(let members):
      bytes.append(UInt8(ascii: "{"))
      for (place, member) in members.enumerated() {
        if place > 0 { bytes.append(UInt8(ascii: ",")) }
        Self.write(member.name, to: &bytes)
        bytes.append(UInt8(ascii: ":"))
        member.value.write(to: &bytes)
      }
      bytes.append(UInt8(ascii: "}"))
    }
  }

  private static func write(_ text: String, to bytes: inout ContiguousArray<UInt8>) {
    bytes.append(UInt8(ascii: "\""))
    bytes.append(escaping: text)
    bytes.append(UInt8(ascii: "\""))
  }
}

extension String {
  /// The text as it stands between the quotes of a JSON string, or of a YAML scalar in double quotes.
  package var escapedForJSON: String {
    var bytes = ContiguousArray<UInt8>()
    bytes.append(escaping: self)
    return String(decoding: bytes, as: UTF8.self)
  }
}

extension ContiguousArray<UInt8> {
  /// Adds a text as it stands between the quotes of a JSON string. YAML wants the control characters past ASCII escaped
  /// as well.
  fileprivate mutating func append(escaping text: String) {
    var last: UInt8 = 0
    for byte in text.utf8 {
      switch byte {
      case UInt8(ascii: "\""): append(contentsOf: "\\\"".utf8)
      case UInt8(ascii: "\\"): append(contentsOf: "\\\\".utf8)
      case UInt8(ascii: "\n"): append(contentsOf: "\\n".utf8)
      case UInt8(ascii: "\r"): append(contentsOf: "\\r".utf8)
      case UInt8(ascii: "\t"): append(contentsOf: "\\t".utf8)
      case 0x08: append(contentsOf: "\\b".utf8)
      case 0x0C: append(contentsOf: "\\f".utf8)
      case 0..<0x20, 0x7F,
        0x80...0x9F where byte < 0x80 || last == 0xC2:
        // Of two bytes in UTF-8 the second is the character's number here.
        if byte >= 0x80 { removeLast() }
        append(contentsOf: ("\\u" + byte.hexadecimal(digits: 4)).utf8)
      default: append(byte)
      }
      last = byte
    }
  }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByIntegerLiteral, ExpressibleByBooleanLiteral,
  ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
  package init(stringLiteral value: String) { self = .string(value) }
  package init(integerLiteral value: Int) { self = .integer(value) }
  package init(booleanLiteral value: Bool) { self = .boolean(value) }
  package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
  package init(dictionaryLiteral elements: (String, JSONValue)...) {
    self = .object(elements.map { Member(name: $0.0, value: $0.1) })
  }
  package init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
  /// What an object has under a name, the last of several.
  package subscript(name: String) -> JSONValue? {
    guard case .object(let members) = self else { return nil }
    return members.last { $0.name == name }?.value
  }

  /// The object without the members whose value is null.
  package var compact: JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members.filter { $0.value != .null })
  }

  /// The text, or null.
  package static func optional(_ text: String?) -> JSONValue { text.map { .string($0) } ?? .null }

  /// The number, or null.
  package static func optional(_ number: Int?) -> JSONValue { number.map { .integer($0) } ?? .null }

  package static func strings(_ texts: some Sequence<String>) -> JSONValue { .array(texts.map { .string($0) }) }
}
