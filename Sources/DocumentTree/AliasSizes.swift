import SourceText

/// How much a document is when each of its aliases is replaced by what it stands for, as a parser hands it to a program.
package struct AliasSizes {
  /// What is longer counts as so long; sums of so many bytes cannot overflow.
  private static let longest = 1 << 31

  private let document: Document
  private let aliases: [Int32]
  /// Before each alias, and after the last: what those before it stand for, in bytes.
  private var sums = [0]

  package init(_ document: Document) {
    self.document = document
    aliases = document.aliasTargets.keys.sorted()
    for alias in aliases {
      // What an alias stands for begins before it: what aliases in there stand for is known.
      let target = document.aliasTargets[alias].map { Node(document: document, index: $0) }
      let size = target.map { alias < $0.record.next ? Self.longest : bytes(of: $0) } ?? 0
      sums.append(sums[sums.count - 1] + min(size, Self.longest))
    }
  }

  /// The bytes of a value and of all that aliases in it stand for, as often as they do.
  package func bytes(of node: Node) -> Int {
    node.place.count + sums[place(of: node.record.next)] - sums[place(of: node.index)]
  }

  /// How many aliases stand before a node, at most as many as are known yet.
  private func place(of index: Int32) -> Int {
    var low = 0
    var high = sums.count - 1
    while low < high {
      let middle = (low + high) / 2
      if aliases[middle] < index { low = middle + 1 } else { high = middle }
    }
    return low
  }
}
