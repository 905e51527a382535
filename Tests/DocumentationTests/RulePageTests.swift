import Linting
import Reporting
import Testing

/// The pages under `rules/pages/` are made from the rules' cards. One after the other, since they may be written.
@Suite(.serialized)
struct RulePageTests {
  @Test(arguments: AllRules.cards.map(\.id))
  func `a rule's page says what its card says`(_ id: String) throws {
    let card = try #require(AllRules.cards.first { $0.id == id })
    try Project.hold("rules/pages/\(id).md", to: RulePage.markdown(card))
  }

  @Test func `the index lists every rule, and no page is left over`() throws {
    try Project.hold("rules/README.md", to: RuleIndex.markdown())
    let known = Set(AllRules.cards.map { $0.id + ".md" })
    for name in try Project.names(in: "rules/pages") where !known.contains(name) {
      try Project.hold("rules/pages/\(name)", to: nil)
    }
  }
}
