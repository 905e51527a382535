import DocumentTree
import Testing

struct SchemaTests {
  /// A plain scalar, what it is in YAML 1.2, and what to PyYAML, where that differs.
  struct Row: Sendable {
    let text: String
    let core: ScalarReading
    let yaml11: ScalarReading

    init(_ text: String, _ core: ScalarReading, _ yaml11: ScalarReading? = nil) {
      (self.text, self.core, self.yaml11) = (text, core, yaml11 ?? core)
    }
  }

  static let words = [
    Row("", .null), Row("~", .null), Row("null", .null), Row("Null", .null), Row("NULL", .null), Row("nULL", .string),
    Row("none", .string),
    Row("true", .boolean(true)), Row("True", .boolean(true)), Row("TRUE", .boolean(true)), Row("tRUE", .string),
    Row("false", .boolean(false)), Row("False", .boolean(false)), Row("FALSE", .boolean(false)),
    Row("yes", .string, .boolean(true)), Row("Yes", .string, .boolean(true)), Row("YES", .string, .boolean(true)),
    Row("no", .string, .boolean(false)), Row("No", .string, .boolean(false)), Row("NO", .string, .boolean(false)),
    Row("on", .string, .boolean(true)), Row("On", .string, .boolean(true)), Row("off", .string, .boolean(false)),
    Row("OFF", .string, .boolean(false)), Row("y", .string), Row("N", .string), Row("yES", .string), Row("é", .string),
  ]

  static let numbers = [
    Row("0", .integer), Row("-0", .integer), Row("+12", .integer), Row("12", .integer), Row("-", .string),
    Row("+", .string), Row("--1", .string),
    Row("014", .integer), Row("08", .integer, .string), Row("0o14", .integer, .string), Row("0o8", .string),
    Row("-0o7", .string),
    Row("0x1F", .integer), Row("0xg", .string), Row("-0x1F", .string, .integer), Row("0b101", .string, .integer),
    Row("0b", .string), Row("0x", .string),
    Row("1_000", .string, .integer), Row("_1", .string), Row("0_7", .string, .integer),
    Row("1.5", .float), Row("1.", .float), Row(".5", .float), Row("-.5", .float, .string), Row("+.5", .float, .string),
    Row(".", .string),
    Row("..", .string), Row("._5", .string), Row("1e3", .float, .string), Row("1E-3", .float, .string),
    Row("1.5e3", .float, .string),
    Row("1.5e+3", .float), Row(".5e-3", .float), Row("1e", .string), Row("1.e3", .float, .string),
    Row("1.2.3", .string), Row("1_0.5", .string, .float),
    Row(".inf", .float), Row("-.INF", .float), Row("+.Inf", .float), Row(".iNF", .string), Row(".nan", .float),
    Row(".NaN", .float),
    Row("-.nan", .string), Row("nan", .string), Row("inf", .string), Row("1 2", .string), Row("1,000", .string),
  ]

  static let times = [
    Row("12:30", .string, .integer), Row("12:30:45", .string, .integer), Row("1:60", .string), Row("0:30", .string),
    Row("08:30", .string),
    Row("12:5", .string, .integer), Row("12:", .string), Row("12:30.5", .string, .float),
    Row("-1:30", .string, .integer), Row("08:30.", .string, .float),
    Row("2001-12-14", .string, .timestamp), Row("2001-1-1", .string), Row("2001-12-14T21:59:43", .string, .timestamp),
    Row("2001-1-1t1:59:43.10-05:00", .string, .timestamp), Row("2001-12-14 21:59:43.10 -5", .string, .timestamp),
    Row("2001-12-14 21:59:43 Z", .string, .timestamp), Row("2001-12-14 21:59", .string),
    Row("2001-12-14T21:59:43 ", .string),
    Row("2001-12-14T21:59:43Zx", .string), Row("20011-12-14", .string), Row("2001-12-14T", .string),
  ]

  @Test(arguments: words + numbers + times)
  func `a plain scalar resolves by each version of YAML`(_ row: Row) {
    let bytes = ContiguousArray(row.text.utf8)[...]
    #expect(CoreSchema.reading(of: bytes) == row.core)
    #expect(YAML11Schema.reading(of: bytes) == row.yaml11)
  }
}
