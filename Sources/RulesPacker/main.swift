import PackedTree
import SourceText

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

// RulesPacker OUTPUT FOLDER FILE…: writes the files of the folder into one string of a Swift program. The plugin PackRules
// runs it. A file that cannot be read stops the build, with the place.

let arguments = CommandLine.arguments.dropFirst()
guard let output = arguments.first, let folder = arguments.dropFirst().first else {
  print("error: the plugin gives the output, the folder and its files: RulesPacker OUTPUT FOLDER FILE…")
  exit(2)
}
var files: [(path: String, root: PackedValue?)] = []
var isWhole = true
for path in arguments.dropFirst(2) {
  let name = "\(folder)/\(path)"
  let source = SourceText(ContiguousArray(try Data(contentsOf: URL(fileURLWithPath: name))))
  let file = PackedFile(yaml: source)
  for mistake in file.mistakes {
    let place = LineIndex(source).position(of: mistake.range.lower, in: .utf8)
    print("\(name):\(place.line + 1):\(place.column + 1): error: \(mistake.message)")
    isWhole = false
  }
  files.append((path, file.root))
}
guard isWhole else { exit(1) }
let literal = PackedFolder.pack(files).unicodeScalars.reduce(into: "") { literal, scalar in
  switch scalar {
  case "\"", "\\": literal += "\\\(scalar)"
  case " "..."~": literal.unicodeScalars.append(scalar)
  default: literal += "\\u{\(String(scalar.value, radix: 16))}"
  }
}
let program =
  "/// The files of `rules/`, as `PackedFolder` packs them.\nlet packedRules: StaticString = \"\(literal)\"\n"
try Data(program.utf8).write(to: URL(fileURLWithPath: output))
