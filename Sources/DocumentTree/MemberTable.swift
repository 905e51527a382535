/// Members with a name each: few are compared one by one, many are looked up.
package struct MemberTable {
  /// Up to so many names are compared sooner than hashed.
  private static let fewest = 12

  package private(set) var members: [Node.Member] = []
  /// By name, once there are many. Bytes, because strings that are only canonically equal are two names.
  private var places: [ContiguousArray<UInt8>: Int] = [:]

  package init() {}

  /// Adds a member, unless one of its name is there: then that one.
  package mutating func insert(_ member: Node.Member) -> Node.Member? {
    if let place = place(of: member) { return members[place] }
    add(member)
    return nil
  }

  /// Adds a member, in the place of one with its name if there is one.
  mutating func replace(with member: Node.Member) {
    if let place = place(of: member) { members[place] = member } else { add(member) }
  }

  private func place(of member: Node.Member) -> Int? {
    let name = member.nameBytes
    guard places.isEmpty else { return places[ContiguousArray(name)] }
    return members.firstIndex { $0.nameBytes == name }
  }

  private mutating func add(_ member: Node.Member) {
    members.append(member)
    guard members.count > Self.fewest else { return }
    for place in (places.isEmpty ? 0 : members.count - 1)..<members.count {
      places[ContiguousArray(members[place].nameBytes)] = place
    }
  }
}

extension Node.Member {
  /// The member's name as UTF-8.
  fileprivate var nameBytes: ArraySlice<UInt8> { key.meant?.contentBytes ?? [] }
}
