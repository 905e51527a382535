import ArgumentParser
import DocumentTree
import Reporting

/// How programs and people can have an answer.
enum AnswerFormat: String, ExpressibleByArgument, CaseIterable {
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
