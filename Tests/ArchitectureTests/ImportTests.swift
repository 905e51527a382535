import Testing

/// Who may know whom. A line more in this table is a decision about the design.
struct ImportTests {
  /// The C libraries of the platforms; who calls the system itself may import them.
  private static let system: Set<String> = ["Darwin", "Glibc", "Musl"]
  /// Foundation, and the part of it that is a module of its own on Linux.
  private static let foundation: Set<String> = ["Foundation", "FoundationEssentials"]

  private static let allowed: [String: Set<String>] = [
    // The wheel, in Python.
    "python": [],
    "CLibYAML": [],
    "CZlib": [],
    "CVocabularies": [],
    "SourceText": [],
    "DocumentTree": ["CLibYAML", "SourceText", "Synchronization"],
    "Carriers": ["CZlib", "DocumentTree", "SourceText"],
    "PackedTree": ["DocumentTree", "SourceText"],
    "RulesPacker": foundation.union(system).union(["PackedTree", "SourceText"]),
    "Facts": ["DocumentTree", "PackedTree", "SourceText", "Synchronization"],
    "Linting": ["Carriers", "DocumentTree", "Facts", "SourceText", "Tokens", "Synchronization"],
    "Tokens": ["CVocabularies"],
    "Diagnosis": ["Carriers", "DocumentTree", "Facts", "Linting", "SourceText"],
    "Importing": ["DocumentTree", "Facts", "Linting", "SourceText"],
    "Portability": ["Carriers", "DocumentTree", "Facts", "Linting", "SourceText"],
    "Reporting": ["Diagnosis", "DocumentTree", "Facts", "Linting", "Portability", "SourceText"],
    "EditorFeatures": ["Configuration", "DocumentTree", "Facts", "Linting", "SourceText"],
    "LanguageServer": [
      "Configuration", "Diagnosis", "DocumentTree", "EditorFeatures", "Facts", "Linting", "Portability", "SourceText",
    ],
    // Its parameters have a date in them.
    "ReqlintKit": foundation.union(["DocumentTree", "Facts", "Linting", "SourceText"]),
    "FileDiscovery": system.union(["SystemPackage"]),
    "Configuration": ["DocumentTree", "Facts", "FileDiscovery", "Linting", "SourceText", "Synchronization"],
    "reqlint": foundation.union(system).union([
      "ArgumentParser", "Configuration", "Diagnosis", "Dispatch", "DocumentTree", "Facts", "FileDiscovery", "Importing",
      "LanguageServer", "Linting", "Portability", "Reporting", "SourceText", "Synchronization", "SystemPackage",
      "Tokens",
    ]),
  ]

  @Test(arguments: try SourceTree.names(in: "Sources").filter { !$0.contains(".") })
  func `a target imports only what it may know`(_ target: String) throws {
    let allowed = try #require(Self.allowed[target], "the table above has no row for \(target)")
    for path in SourceTree.files(under: "Sources/\(target)", ending: ".swift") {
      for name in Self.imports(in: try SourceTree.text(path)) {
        #expect(allowed.contains(name), "\(path) imports \(name)")
      }
    }
  }

  @Test(arguments: SourceTree.files(under: "Sources", ending: ".swift").filter { !$0.contains("/ReqlintKit/") })
  func `only the module for other packages has something public`(_ path: String) throws {
    for line in try SourceTree.text(path).split(separator: "\n") {
      #expect(!line.split(separator: " ").prefix(2).contains("public"), "\(path): \(line)")
    }
  }

  @Test func `every row of the table is a target`() throws {
    #expect(Set(Self.allowed.keys).isSubset(of: try SourceTree.names(in: "Sources")))
  }

  @Test(arguments: SourceTree.files(under: "Sources", ending: ".swift"))
  func `Foundation is split on Linux only, so both names stand under a condition`(_ path: String) throws {
    let lines = try SourceTree.text(path).split(separator: "\n")
    for line in lines where !Self.foundation.isDisjoint(with: Self.imports(in: String(line))) {
      #expect(line.hasPrefix("  "), "\(path)")
    }
  }

  @Test(arguments: [
    ("import Facts", ["Facts"]),
    ("package import Facts\n@preconcurrency import Glibc", ["Facts", "Glibc"]),
    ("  @testable private import struct Facts.Day // why", ["Facts"]),
    ("import Facts;", ["Facts"]),
    ("// import Facts\nlet important = 1\nlet text = \"import Facts\"", []),
  ])
  func `an import is read however it is written`(_ source: String, _ names: [String]) {
    #expect(Self.imports(in: source) == names)
  }

  /// The modules that a Swift text imports, in order.
  private static func imports(in source: String) -> [String] {
    let kinds: Set<Substring> = ["typealias", "struct", "class", "enum", "protocol", "let", "var", "func"]
    let levels: Set<Substring> = ["public", "package", "internal", "fileprivate", "private"]
    return source.split(separator: "\n").compactMap { line in
      let words = line.split(separator: " ").drop { levels.contains($0) || $0.hasPrefix("@") }
      guard words.first == "import" else { return nil }
      let name = words.dropFirst().drop { kinds.contains($0) }.first
      return name?.split { $0 == "." || $0 == ";" }.first.map(String.init)
    }
  }
}
