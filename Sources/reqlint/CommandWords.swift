import ArgumentParser
import DocumentTree
import Linting
import SourceText

/// The commands and flags that there are, from the table that the help is made of.
enum CommandWords {
  /// What the first word of a command line that is no command or flag was probably meant to be; nil where that is not
  /// clear.
  static func meant(by words: [String]) -> String? {
    let table = Document.parse(SourceText(Reqlint._dumpHelp()), as: .json)
    guard var command = table.roots.first?["command"] else { return nil }
    for (place, word) in words.enumerated() {
      if word == "--" { return nil }
      let flag = String(word.prefix { $0 != "=" })
      if flag.hasPrefix("--") {
        let known = flags(of: command)
        guard known.contains(flag) else {
          let longer = known.filter { $0.hasPrefix(flag) }
          return longer.count == 1 ? longer.first : Spelling.suggestion(for: flag, among: known)
        }
      } else if place == 0 {
        let commands = command["subcommands"]?.items.map(\.self) ?? []
        guard let next = commands.first(where: { $0["commandName"]?.string == word }) else {
          return Spelling.suggestion(for: word, among: commands.compactMap { $0["commandName"]?.string })
        }
        command = next
      }
    }
    return nil
  }

  /// With their two hyphens.
  private static func flags(of command: Node) -> [String] {
    let arguments = command["arguments"]?.items.map(\.self) ?? []
    return arguments.flatMap { $0["names"]?.items.map(\.self) ?? [] }
      .filter { $0["kind"]?.string == "long" }
      .compactMap { name in name["name"]?.string.map { "--" + $0 } }
  }
}
