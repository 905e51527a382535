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
/// The structure and the names of members are not noted: ``Passage/outline`` has them.
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

/// What may be like something that was looked at before: a document, or a body that stands in a string together with what
/// stands around that string.
package struct Passage: Sendable {
  /// Some of a document's nodes: all of them, or one with all below it.
  fileprivate struct Part: Sendable {
    let document: Document
    let nodes: Range<Int>
  }

  /// The longest passage that is worth to be observed, in nodes.
  private static let mostNodes = 4096

  fileprivate let parts: [Part]

  /// All of a document; nil where more than its nodes matters.
  package init?(_ document: Document) {
    guard document.embedding == nil else { return nil }
    self.init([Part(document: document, nodes: document.records.indices)])
  }

  /// The document in a string, and the value around that; nil where more than their nodes matters, or where the string
  /// stands elsewhere.
  package init?(_ body: Document, in envelope: Node) {
    let nodes = Int(envelope.index)..<Int(envelope.record.next)
    guard let host = body.embedding?.host, host.document === envelope.document, nodes.contains(Int(host.index)),
      envelope.document.embedding == nil
    else { return nil }
    self.init([
      Part(document: body, nodes: body.records.indices), Part(document: envelope.document, nodes: nodes),
    ])
  }

  private init?(_ parts: [Part]) {
    guard parts.allSatisfy(\.document.isAllNodes), parts.reduce(0, { $0 + $1.nodes.count }) <= Self.mostNodes else {
      return nil
    }
    self.parts = parts
  }

  /// A hash of what is where: the kinds of values and the names of members, not the values.
  package var outline: Int {
    var hash: UInt64 = 0x9E37_79B9_7F4A_7C15
    func mix(_ word: UInt64) {
      hash = (hash ^ word) &* 0xD6E8_FEB8_6659_FD93
      hash ^= hash >> 32
    }
    for part in parts {
      let (records, bytes) = (part.document.records, part.document.text.bytes)
      mix(part.document.format == .json ? 1 : 2)
      for index in part.nodes {
        let record = records[index]
        mix(
          UInt64(record.kind.rawValue) | UInt64(UInt32(bitPattern: record.next &- Int32(truncatingIfNeeded: index)))
            << 8)
        guard record.traits.contains(.key) else { continue }
        var word: UInt64 = 0
        for byte in bytes[Int(record.start)..<Int(record.end)] {
          if word >> 56 != 0 {
            mix(word)
            word = 0
          }
          word = word << 8 | UInt64(byte)
        }
        mix(word)
      }
    }
    return Int(truncatingIfNeeded: hash)
  }

  /// The same passage, which notes what is looked at in it.
  package var observed: ObservedPassage { ObservedPassage(self) }
}

/// A passage that notes what is looked at in it.
package struct ObservedPassage {
  private let passage: Passage
  private let documents: [Document]

  fileprivate init(_ passage: Passage) {
    self.passage = passage
    var around: Document?
    documents = passage.parts.reversed().map { part in
      let observed = Document(observing: part.document, in: around)
      around = observed
      return observed
    }.reversed()
  }

  /// The document, or the one in the string.
  package var document: Document { documents[0] }

  /// The same node where it is observed; itself where it is not.
  package func node(_ node: Node) -> Node {
    let place = passage.parts.firstIndex { $0.document === node.document }
    return place.map { Node(document: documents[$0], index: node.index) } ?? node
  }

  /// Ends the observation; nil where the outcome may hang on where things stand, or on what stands elsewhere.
  package func observation() -> Observation? { Observation(passage, documents.map(\.observer)) }
}

/// All that was looked at in a passage, without the passage: whoever does the same with one for which this
/// ``holds(for:)`` comes to the same end.
package struct Observation: Sendable {
  private let parts: [Part]

  /// Whether a passage has the same outline, and is the same as far as the other one was looked at.
  package func holds(for passage: Passage) -> Bool {
    parts.count == passage.parts.count && parts.indices.allSatisfy { parts[$0].holds(for: passage.parts[$0]) }
  }

  /// How many bytes are kept for it, roughly.
  package var size: Int { parts.reduce(0) { $0 + $1.size } }

  /// nil where the outcome may hang on where things stand.
  fileprivate init?(_ passage: Passage, _ observers: [Observer?]) {
    var parts: [Part] = []
    for (part, observer) in zip(passage.parts, observers) {
      guard let notes = observer?.finish(), !notes.sawPlaces, let seen = Part(part, notes) else { return nil }
      parts.append(seen)
    }
    self.parts = parts
  }

  /// Nodes are counted from the first of the part.
  private struct Part: Sendable {
    /// A node as far as its value does not matter.
    struct Form: Sendable, Hashable {
      let kind: Node.Kind
      let traits: UInt8
      /// The node after this one and all below it.
      let next: Int32

      /// How content is written is seen by who asks for it.
      private static let style: Record.Traits = [.single, .double, .block, .rewritten]

      init(_ record: Record, from first: Int) {
        kind = record.kind
        traits = record.traits.subtracting(Self.style).rawValue
        next = record.next &- Int32(truncatingIfNeeded: first)
      }
    }

    /// What is written at a node: its part of ``text``.
    struct Writing: Sendable {
      let node: Int
      let bytes: Range<Int>
      /// Of a block scalar.
      let indentation: Int?
    }

    let format: Document.Format
    let forms: [Form]
    /// Names of members, and what was looked at.
    let writings: [Writing]
    /// A copy: what is kept is not to keep a document alive.
    let text: [UInt8]
    let answers: [(node: Int, question: Question, answer: Bool)]

    /// nil where something else was looked at as well.
    init?(_ part: Passage.Part, _ notes: Observer.Notes) {
      let first = part.nodes.lowerBound
      guard notes.contents.allSatisfy({ part.nodes.contains(Int($0)) }),
        notes.answers.keys.allSatisfy({ part.nodes.contains(Int($0.node)) })
      else { return nil }
      format = part.document.format
      let records = part.document.records
      forms = part.nodes.map { Form(records[$0], from: first) }
      let names = part.nodes.filter { records[$0].traits.contains(.key) }
      var text: [UInt8] = []
      writings = (names + notes.contents.sorted().map { Int($0) }).map { index in
        let start = text.count
        text += part.document.text.bytes[Int(records[index].start)..<Int(records[index].end)]
        return Writing(
          node: index - first, bytes: start..<text.count, indentation: part.document.blockIndentation(of: index))
      }
      self.text = text
      // The answers about what is written the same are the same. What takes long to answer is asked last.
      let answers = notes.answers.compactMap { asked, answer in
        notes.contents.contains(asked.node)
          ? nil : (node: Int(asked.node) - first, question: asked.question, answer: answer)
      }
      self.answers = answers.filter { !$0.question.isSearch } + answers.filter { $0.question.isSearch }
    }

    func holds(for part: Passage.Part) -> Bool {
      let first = part.nodes.lowerBound
      let records = part.document.records
      guard format == part.document.format, forms.count == part.nodes.count,
        forms.indices.allSatisfy({ Form(records[first + $0], from: first) == forms[$0] })
      else { return false }
      let bytes = part.document.text.bytes
      let (own, their) = (text.span, bytes.span)
      for writing in writings {
        let record = records[first + writing.node]
        guard record.end &- record.start == writing.bytes.count,
          part.document.blockIndentation(of: first + writing.node) == writing.indentation
        else { return false }
        let distance = Int(record.start) - writing.bytes.lowerBound
        for place in writing.bytes where own[place] != their[place + distance] { return false }
      }
      return answers.allSatisfy { part.node($0.node).answer($0.question) == $0.answer }
    }

    var size: Int {
      forms.count * MemoryLayout<Form>.size + writings.count * MemoryLayout<Writing>.size + text.count
        + answers.count * 64
    }
  }
}

extension Passage.Part {
  fileprivate func node(_ number: Int) -> Node {
    Node(document: document, index: Int32(truncatingIfNeeded: nodes.lowerBound + number))
  }
}

extension Document {
  /// Whether the nodes are all that there is: no syntax errors, aliases or pieces of a text.
  fileprivate var isAllNodes: Bool {
    (format == .json || format == .yaml) && errors.isEmpty && loneSurrogates.isEmpty && yamlSurrogatePairs.isEmpty
      && aliasTargets.isEmpty && byteOrderMarkLength == 0
  }

  /// How far a block scalar is indented; nil for other nodes.
  fileprivate func blockIndentation(of node: Int) -> Int? {
    blockLayouts.isEmpty ? nil : blockLayouts[Int32(truncatingIfNeeded: node)]?.indentation
  }

  /// The node in the place of one of a document with the same outline.
  package func counterpart(of node: Int32) -> Node { Node(document: self, index: node) }
}
