import SourceText
import Synchronization

/// Something to be looked for in the bytes of a payload.
package protocol ByteSearch: AnyObject, Sendable {
  func isFound(in bytes: ArraySlice<UInt8>) -> Bool
}

/// A question about a node whose answer is mostly the same for one payload and the next, though the content is not.
enum Question: Hashable, Sendable {
  case isPlaceholder
  case holdsPlaceholder
  case isInteger
  case isNumber(from: Double, to: Double)
  case isEmpty
  case isBlank
  case isReadAlike
  case hasCharacters(atLeast: Int, atMost: Int)
  case isWritten(inAtMost: Int)
  case says(word: String)
  case holds(Search)

  /// Whether the answer takes a look at all of the content.
  var isSearch: Bool {
    switch self {
    case .says, .holds: true
    default: false
    }
  }

  /// A search, told apart from others by what it is.
  struct Search: Hashable, Sendable {
    let search: any ByteSearch

    static func == (left: Search, right: Search) -> Bool { left.search === right.search }

    func hash(into hasher: inout Hasher) { hasher.combine(ObjectIdentifier(search)) }
  }
}

/// Notes what is looked at in a document: all that leads out of this module from the bytes of its text passes here.
///
/// The structure and the names of members are not noted: ``Document/hasOutline(of:)`` compares them.
final class Observer: Sendable {
  struct Notes {
    /// The nodes whose content, as it is written, was looked at.
    var contents: Set<Int32> = []
    var answers: [Asked: Bool] = [:]
    /// Whether somebody asked where something stands, or looked at the text itself.
    var sawPlaces = false
  }

  struct Asked: Hashable {
    let node: Int32
    let question: Question
  }

  /// The same document without an observer.
  let original: Document
  private let notes: Mutex<Notes?>

  init(_ original: Document) {
    self.original = original
    notes = Mutex(Notes())
  }

  func seeContent(of node: Int32) {
    notes.withLock { _ = $0?.contents.insert(node) }
  }

  func seePlaces() {
    notes.withLock { $0?.sawPlaces = true }
  }

  func answer(_ question: Question, about node: Int32) -> Bool {
    let asked = Asked(node: node, question: question)
    if let answer = notes.withLock({ $0?.answers[asked] }) { return answer }
    let answer = Node(document: original, index: node).answer(question)
    notes.withLock { $0?.answers[asked] = answer }
    return answer
  }

  /// What was noted so far; from now on nothing is.
  func finish() -> Notes? {
    notes.withLock { notes in
      defer { notes = nil }
      return notes
    }
  }
}

/// All that was looked at in a document: whoever does the same with one for which this ``holds(for:)`` comes to the same
/// end.
package struct Observation: Sendable {
  private let document: Document
  private let contents: [Int32]
  private let answers: [(node: Int32, question: Question, answer: Bool)]

  /// Whether the other document has the same outline, and is the same as far as this one was looked at.
  package func holds(for other: Document) -> Bool {
    other.hasOutline(of: document)
      && contents.allSatisfy { other.isWritten(as: document, at: $0) }
      && answers.allSatisfy { Node(document: other, index: $0.node).answer($0.question) == $0.answer }
  }

  /// How many bytes are kept for it, roughly.
  package var size: Int { document.source.count + document.records.count * (MemoryLayout<Record>.size + 32) }

  /// nil where the outcome may hang on where things stand.
  fileprivate init?(_ observer: Observer) {
    guard let notes = observer.finish(), !notes.sawPlaces else { return nil }
    document = observer.original
    contents = notes.contents.sorted()
    // The answers about what is written the same are the same. What takes long to answer is asked last.
    let answers = notes.answers.compactMap { asked, answer in
      notes.contents.contains(asked.node) ? nil : (node: asked.node, question: asked.question, answer: answer)
    }
    let (quick, slow) = (answers.filter { !$0.question.isSearch }, answers.filter { $0.question.isSearch })
    self.answers = quick + slow
  }
}

extension Document {
  /// The longest document that is worth to be observed, in nodes.
  private static let observedNodes = 4096

  /// The same document, which notes what is looked at in it.
  package var observed: Document { Document(observing: self) }

  /// Ends the observation; nil where the outcome may hang on where things stand.
  package var observation: Observation? { observer.flatMap { Observation($0) } }

  /// A hash of what is where in the document: the kinds of its values and the names of its members, not the values. nil
  /// where more than the nodes matters: syntax errors, aliases, pieces of a text.
  package var outline: Int? {
    guard format == .json || format == .yaml, embedding == nil, errors.isEmpty, loneSurrogates.isEmpty,
      yamlSurrogatePairs.isEmpty, aliasTargets.isEmpty, records.count <= Self.observedNodes,
      byteOrderMarkLength == 0
    else { return nil }
    var hash: UInt64 = format == .json ? 0x9E37_79B9_7F4A_7C15 : 0xC2B2_AE3D_27D4_EB4F
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
    }
    for (index, record) in records.enumerated() {
      mix(
        UInt64(record.kind.rawValue) | UInt64(UInt32(bitPattern: record.next &- Int32(truncatingIfNeeded: index))) << 8)
      guard record.traits.contains(.key) else { continue }
      var word: UInt64 = 0
      for byte in text.bytes[Int(record.start)..<Int(record.end)] {
        if word >> 56 != 0 {
          mix(word)
          word = 0
        }
        word = word << 8 | UInt64(byte)
      }
      mix(word)
    }
    return Int(truncatingIfNeeded: hash)
  }

  /// The node in the place of one of a document with the same outline.
  package func counterpart(of node: Int32) -> Node { Node(document: self, index: node) }

  /// Whether both have the same values and members in the same places, whatever the values are.
  fileprivate func hasOutline(of other: Document) -> Bool {
    guard format == other.format, rootIndexes == other.rootIndexes, records.count == other.records.count else {
      return false
    }
    return records.indices.allSatisfy { index in
      let (own, their) = (records[index], other.records[index])
      // How content is written is seen by who asks for it.
      let style: Record.Traits = [.single, .double, .block, .rewritten]
      return own.kind == their.kind && own.next == their.next
        && own.traits.subtracting(style) == their.traits.subtracting(style)
        && (!own.traits.contains(.key) || isWritten(as: other, at: Int32(truncatingIfNeeded: index)))
    }
  }

  /// Whether a node of this document is written as the one in the same place of another.
  fileprivate func isWritten(as other: Document, at node: Int32) -> Bool {
    let (own, their) = (records[Int(node)], other.records[Int(node)])
    return own.end &- own.start == their.end &- their.start
      && blockLayouts[node]?.indentation == other.blockLayouts[node]?.indentation
      && text.bytes[Int(own.start)..<Int(own.end)] == other.text.bytes[Int(their.start)..<Int(their.end)]
  }
}
