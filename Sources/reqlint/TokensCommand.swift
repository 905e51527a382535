import ArgumentParser
import DocumentTree
import Reporting
import SourceText
import Tokens

struct TokensCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "tokens", abstract: "Count the tokens of text files, exactly as tiktoken does.",
    discussion: """
      Each file is counted as it stands, one line a file as `wc` has it. `-` is standard input. Special tokens count as \
      the text that they are written with.
      """)

  @Option(help: "How text is cut: \(Encoding.allCases.map(\.rawValue).joined(separator: ", ")).")
  var encoding: Encoding

  @Flag(help: "Each line is a JSON string: print a count for the content of each, and nothing else.")
  var strings = false

  @Argument(help: "Files (default: standard input).")
  var files: [String] = ["-"]

  func run() throws {
    var counter = TokenCounter(encoding)
    var total = 0
    var failed = false
    for name in files {
      let input: InputFile = name == "-" ? .standardInput(name: nil) : .file(path: name, isExplicit: true)
      do throws(ReadError) {
        let reader = try FileReader(input)
        if strings {
          failed = try !countStrings(reader, &counter, name) || failed
        } else {
          let count = try counter.count(reader.readAll()[...])
          total += count
          Terminal.write("\(count)\(name == "-" ? "" : "  " + name.forTerminal)\n")
        }
      } catch {
        Terminal.complain(error.description)
        failed = true
      }
    }
    if !strings, files.count > 1 { Terminal.write("\(total)  total\n") }
    if failed { throw ExitCode(2) }
  }

  /// False where a line is no string, which ends the work on the file.
  private func countStrings(_ reader: borrowing FileReader, _ counter: inout TokenCounter, _ name: String)
    throws(ReadError) -> Bool
  {
    var lines = LineSplitter([])
    var isAtEnd = false
    while true {
      var counts = ""
      defer { Terminal.write(counts) }
      while let line = lines.next(isAtEnd: isAtEnd) {
        let document = Document.parse(SourceText(line.bytes), as: .json)
        guard document.errors.isEmpty, let root = document.roots.first, root.kind == .string else {
          Terminal.complain("\(name): line \(line.number) is no JSON string")
          return false
        }
        counts += "\(counter.count(root.contentBytes))\n"
      }
      if isAtEnd { return true }
      if lines.isOverfull { throw .lineTooLong(path: name, line: lines.lineNumber) }
      isAtEnd = try !lines.fill { bytes throws(ReadError) in try reader.read(into: &bytes) }
    }
  }
}

extension Encoding: ExpressibleByArgument {}
