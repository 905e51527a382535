import DocumentTree
import Facts
import Foundation
import Linting
import SourceText
import Testing

/// The other JSON and YAML files of a repository are none of our business.
@Suite struct NotRequestsTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appendingPathComponent("../Fixtures/not-requests").standardizedFileURL.path

  /// All files, those in hidden folders too.
  static let paths: [String] = {
    let found = FileManager.default.enumerator(atPath: folder)?.compactMap { $0 as? String } ?? []
    return found.filter { !FileManager.default.isFolder(folder + "/" + $0) }.sorted()
  }()

  @Test(arguments: paths)
  func `a file that holds no request is left alone`(_ path: String) throws {
    for document in try documents(path) {
      let verdict = linter.lint(document)
      // Of a file that was met in a folder and holds no request nothing is said; what the syntax has is for who names it.
      #expect(verdict.requests.map { "\($0.pointer): \($0.provider)/\($0.endpoint), by \($0.evidence)" } == [])
      #expect(verdict.diagnostics.allSatisfy { $0.request == nil })
    }
  }

  @Test func `the files are of many kinds, hidden ones among them`() {
    let kinds = Set(Self.paths.map { $0.split(separator: "/").last.map(String.init) ?? $0 })
    #expect(kinds.count >= 30)
    #expect(Self.paths.contains { $0.split(separator: "/").contains { $0.hasPrefix(".") } })
  }

  private let linter = Linter(facts: .embedded, settings: LintSettings(today: Day(secondsSince1970: 1_795_219_200)))

  /// The file as a walk through a folder reads it: JSON Lines record by record.
  private func documents(_ path: String) throws -> [Document] {
    let bytes = ContiguousArray(try #require(FileManager.default.contents(atPath: Self.folder + "/" + path)))
    switch path.split(separator: ".").last {
    case "json": return [Document.parse(SourceText(bytes), as: .json)]
    case "yaml", "yml": return [Document.parse(SourceText(bytes), as: .yaml)]
    default:
      try #require(path.hasSuffix(".jsonl"))
      return bytes.split(separator: UInt8(ascii: "\n")).map {
        Document.parse(SourceText(ContiguousArray($0)), as: .json)
      }
    }
  }
}

extension FileManager {
  fileprivate func isFolder(_ path: String) -> Bool {
    (try? attributesOfItem(atPath: path)[.type] as? FileAttributeType) == .typeDirectory
  }
}
