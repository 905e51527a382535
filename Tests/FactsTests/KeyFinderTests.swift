import Facts
import Testing

struct KeyFinderTests {
  private static let key = "sk-proj-9fKq2Lw7Zr4Tx8Vb3Nm6Pd1Hs5Jc0"
  private static let filler = String(repeating: "word and ", count: 50)

  @Test(arguments: [
    ("alone", key, true),
    ("at the end of a text", filler + key, true),
    ("at its start", key + " " + filler, true),
    ("in the middle", filler + key + " " + filler, true),
    ("behind an escape", filler + #"\n"# + key, true),
    ("behind a backslash that is escaped", filler + #"\\"# + key, true),
    ("behind a backslash that is escaped and an escape", filler + #"\\\t"# + key, true),
    ("in quotes that are escaped", #"{\"key\": \""# + key + #"\"}"#, true),
    ("behind letters", filler + "a" + key, false),
    ("behind a letter that is escaped, and another", filler + #"\na"# + key, false),
    ("too short", filler + "sk-proj-9fKq2Lw7Zr4Tx8", false),
    ("a stand-in", filler + "sk-your-key-here-9fKq2Lw7Zr4Tx8Vb3Nm6", false),
    ("nothing but a long word", filler + String(repeating: "a", count: 5000), false),
    ("nothing", "", false),
  ])
  func `a key is found wherever it stands`(_ name: String, _ text: String, _ isFound: Bool) {
    for blanks in 0..<45 {
      let moved = Array((String(repeating: " ", count: blanks) + text).utf8)
      #expect(Facts.embedded.keys.isFound(in: moved[...]) == isFound, "\(name), after \(blanks) blanks")
      #expect(Facts.embedded.keys.isFound(in: ([0x61] + moved).dropFirst()) == isFound, "\(name), as a part of more")
    }
  }
}
