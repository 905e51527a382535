package import SourceText

extension Document {
  /// The scalars, keys and aliases that share a byte with `range`, in order.
  package func scalars(in range: ByteRange) -> [Node] {
    observer?.seePlaces()
    func index(_ place: Int) -> Int { placeOrder.map { Int($0[place]) } ?? place }
    var low = 0
    var high = records.count
    while low < high {
      let middle = (low + high) / 2
      if Int(records[index(middle)].start) < range.lower { low = middle + 1 } else { high = middle }
    }
    // A scalar that starts before the range may reach into it; containers between are passed over.
    var first = low - 1
    while first > 0, [.array, .object].contains(records[index(first)].kind) { first -= 1 }
    var found: [Node] = []
    for place in max(0, first)..<max(0, first, records.count) {
      let index = index(place)
      let record = records[index]
      if Int(record.start) >= range.upper { break }
      guard record.kind != .array, record.kind != .object, Int(record.end) > range.lower else { continue }
      found.append(Node(document: self, index: Int32(index)))
    }
    return found
  }
}
