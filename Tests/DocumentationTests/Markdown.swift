/// Reads the fenced blocks of a Markdown text.
enum Markdown {
  struct Block {
    /// What stands behind the opening fence: the language, then a path where there is one.
    let info: String
    var body: String
  }

  /// The lines without their ends; a last one that is ended is followed by nothing.
  static func lines(_ text: String) -> [Substring] {
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
    return lines.last == "" ? lines.dropLast() : lines
  }

  static func blocks(_ text: String) -> [Block] {
    var blocks: [Block] = []
    var open: Block?
    for line in lines(text) {
      if line.hasPrefix("```") {
        if let block = open { blocks.append(block) }
        open = open == nil ? Block(info: String(line.dropFirst(3)), body: "") : nil
      } else {
        open?.body += line + "\n"
      }
    }
    return blocks
  }

  /// Where the commands of a block are typed.
  enum Place {
    /// In the project: blocks of `console`, in which only reqlint is run.
    case project
    /// In a folder that may change, from block to block: those of `console requests`, in which every command is run.
    case scratch
  }

  /// The same text, in whose blocks every command that is run is followed by what `run` gives for it.
  static func replayed(_ text: String, _ run: (String, Place) throws -> String) rethrows -> String {
    var result = ""
    var place: Place?
    var isReplaced = false
    for line in lines(text) {
      if line.hasPrefix("```") {
        place = line == "```console" ? .project : line == "```console requests" ? .scratch : nil
        isReplaced = false
      } else if let place, line.hasPrefix("$ ") {
        isReplaced = place == .scratch || line.hasPrefix("$ reqlint ")
        result += line + "\n"
        if isReplaced { result += try run(String(line.dropFirst(2)), place) }
        continue
      }
      if !isReplaced { result += line + "\n" }
    }
    return result
  }
}
