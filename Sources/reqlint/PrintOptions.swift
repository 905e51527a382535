import ArgumentParser
import DocumentTree
import Reporting

/// A word that an option takes. ArgumentParser asks for all of them at every start, and finds them out by itself more
/// slowly.
protocol OptionWord: ExpressibleByArgument, CaseIterable, RawRepresentable where RawValue == String {}

extension OptionWord {
  static var allValueStrings: [String] { allCases.map { $0.rawValue } }
  static var allValueDescriptions: [String: String] { [:] }
  var defaultValueDescription: String { rawValue }
}

/// How programs and people can have an answer.
enum AnswerFormat: String, OptionWord {
  case text, json

  static let names = allCases.map(\.rawValue).joined(separator: ", ")
}

/// Says how an answer is printed.
struct PrintOptions: ParsableArguments {
  @Option(help: "How to print: \(AnswerFormat.names).")
  var format: AnswerFormat = .text

  @Option(name: [.customLong("color"), .customLong("colour")], help: "Colours: auto, always, never.")
  var colour: Check.Colour = .auto

  func write(text: (TextReport) -> String, json: () -> JSONValue) {
    switch format {
    case .text: Terminal.write(text(TextReport(Terminal.palette(colour), width: Terminal.width)))
    case .json: Terminal.write(json().text + "\n")
    }
  }
}
