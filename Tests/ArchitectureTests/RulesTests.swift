import Facts
import Foundation
import Linting
import Testing

/// Lists that are kept by hand beside what they list.
struct RulesTests {
  // MARK: The files of rules/

  @Test func `the binary carries every file of rules`() {
    let files = SourceTree.files(under: "rules", ending: ".yaml").map { String($0.dropFirst("rules/".count)) }
    #expect(!files.isEmpty)
    #expect(EmbeddedRules.paths == files)
  }

  @Test(arguments: Facts.embedded.guideIDs)
  func `the rules that an answer names are there, and it says where it is known from`(_ id: String) throws {
    let rules = Set(AllRules.cards.map(\.id))
    for answer in try #require(Facts.embedded.guide(id)).answers {
      for rule in answer.rules { #expect(rules.contains(rule), "\(id): \(answer.id)") }
      #expect(answer.provenance.source != nil && answer.provenance.checked != nil, "\(id): \(answer.id)")
      #expect(!answer.advice.isEmpty, "\(id): \(answer.id)")
    }
  }

  // MARK: The rules

  @Test func `every file of a rule has its line in AllRules`() throws {
    let files = try SourceTree.names(in: "Sources/Linting/Rules").map {
      $0.replacingOccurrences(of: ".swift", with: "")
    }
    #expect(AllRules.list.map { String(describing: $0) }.sorted() == files)
  }

  @Test(arguments: AllRules.list.map { (String(describing: $0), $0.card.id) })
  func `a rule's id is the name of its type`(_ type: String, _ id: String) {
    #expect(id == Self.kebabCase(type))
  }

  @Test(arguments: [
    ("DuplicateKey", "duplicate-key"), ("InvalidUTF8", "invalid-utf8"), ("InvalidMediaURL", "invalid-media-url"),
    ("WrongMediaType", "wrong-media-type"), ("YAMLSurrogatePair", "yaml-surrogate-pair"),
    ("InvalidBase64", "invalid-base64"),
  ])
  func `a type's name becomes an id`(_ type: String, _ id: String) {
    #expect(Self.kebabCase(type) == id)
  }

  private static func kebabCase(_ name: String) -> String {
    let letters = Array(name)
    var result = ""
    for (place, letter) in letters.enumerated() {
      let startsWord = letter.isUppercase && place > 0
      let endsAcronym = place + 1 < letters.count && letters[place + 1].isLowercase
      if startsWord, !letters[place - 1].isUppercase || endsAcronym { result += "-" }
      result += letter.lowercased()
    }
    return result
  }

  // MARK: Facts are data

  /// Makers and families; what a model can do belongs in rules/models.
  private static let families = [
    "gpt-", "o1-", "o3-", "o4-", "davinci", "text-embedding", "dall-e", "whisper", "llama3", "llama-", "qwen",
    "mistral",
    "gemma", "claude", "gemini", "deepseek",
  ]

  @Test(arguments: SourceTree.files(under: "Sources", ending: ".swift"))
  func `no model is named in Swift but in the examples of a rule`(_ path: String) throws {
    let isRule = path.hasPrefix("Sources/Linting/Rules/")
    var isExample = false
    for line in try SourceTree.text(path).split(separator: "\n") {
      if isRule, line.contains("examples: [") { isExample = true }
      if line.hasPrefix("    ])") { isExample = false }
      guard !isExample else { continue }
      let named = Self.families.first { line.lowercased().contains($0) }
      #expect(named == nil, "\(path): \(line)")
    }
  }
}
