import Foundation
import Testing

/// The files of the project, and the binary that was built beside its tests.
enum Project {
  static let folder = URL(fileURLWithPath: #filePath)
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static func text(_ path: String) throws -> String {
    try String(contentsOf: folder.appendingPathComponent(path), encoding: .utf8)
  }

  /// The names in a folder, sorted.
  static func names(in path: String) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.appendingPathComponent(path).path).sorted()
  }

  // MARK: Generated texts

  private static let isBlessing = ProcessInfo.processInfo.environment["REQLINT_BLESS"] == "1"
  static let blessing = "`REQLINT_BLESS=1 swift test --disable-xctest --filter DocumentationTests` writes it anew"

  /// Holds a file against what it should be; under `REQLINT_BLESS=1` it becomes that. nil: there should be no file.
  static func hold(_ path: String, to wanted: String?) throws {
    let file = folder.appendingPathComponent(path)
    let held = try? text(path)
    if isBlessing, held != wanted {
      if let wanted {
        try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
        try Data(wanted.utf8).write(to: file, options: .atomic)
      } else {
        try FileManager.default.removeItem(at: file)
      }
      return
    }
    if held != wanted { Issue.record("\(difference(path, held, wanted)); \(blessing)") }
  }

  private static func difference(_ path: String, _ held: String?, _ wanted: String?) -> String {
    guard let held else { return "\(path) is missing" }
    guard let wanted else { return "\(path) belongs to nothing" }
    let (old, new) = (Markdown.lines(held), Markdown.lines(wanted))
    let line = zip(old, new).prefix { $0 == $1 }.count
    func shown(_ lines: [Substring]) -> String { line < lines.count ? "“\(lines[line])”" : "the end" }
    return "line \(line + 1) of \(path) is \(shown(old)) and should be \(shown(new))"
  }

  // MARK: The binary

  /// The folder that the products of this build are in.
  private static let products: String? = CommandLine.arguments.lazy
    .compactMap { argument in argument.range(of: ".xctest").map { argument[..<$0.lowerBound] } }
    .first.map { URL(fileURLWithPath: String($0)).deletingLastPathComponent().path }

  /// What a shell prints, both streams in one, for a command that is typed in a folder.
  static func output(of command: String, in folder: URL) throws -> String {
    let products = try #require(products, "the tests run outside of a build folder")
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    process.arguments = ["-c", command]
    process.currentDirectoryURL = folder
    process.environment = [
      "PATH": products + ":/usr/bin:/bin", "COLUMNS": "100", "NO_COLOR": "1", "HOME": "/nonexistent",
    ]
    let output = Pipe()
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = output
    process.standardError = output
    try process.run()
    let bytes = output.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    return String(decoding: bytes, as: UTF8.self)
  }
}
