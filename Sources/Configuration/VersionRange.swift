import Facts

/// The versions that somebody wants: `0.2.0` is that one or a later one, `>=0.2, <2` has bounds.
struct VersionRange {
  /// How a version stands to the one that is named.
  private enum Sign: String, CaseIterable {
    // The longer ones first, since they start with the others.
    case atLeast = ">="
    case atMost = "<="
    case exactly = "=="
    case above = ">"
    case below = "<"
  }

  private let bounds: [(sign: Sign, version: ServerVersion)]

  /// nil for what is no list of bounds with commas between them.
  init?(_ text: String) {
    var bounds: [(Sign, ServerVersion)] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      let part = String(part.filter { $0 != " " })
      let sign = Sign.allCases.first { part.hasPrefix($0.rawValue) }
      let number = String(part.dropFirst(sign?.rawValue.count ?? 0))
      // `<2` is a bound, though a version has two numbers or more.
      let whole = sign == nil ? number : number + ".0"
      guard let version = ServerVersion(whole) else { return nil }
      bounds.append((sign ?? .atLeast, version))
    }
    self.bounds = bounds
  }

  func contains(_ version: ServerVersion) -> Bool {
    bounds.allSatisfy { bound in
      switch bound.sign {
      case .atLeast: version >= bound.version
      case .atMost: version <= bound.version
      case .exactly: version == bound.version
      case .above: version > bound.version
      case .below: version < bound.version
      }
    }
  }
}
