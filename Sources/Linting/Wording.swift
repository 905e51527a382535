package import Facts

extension String {
  /// The text as a message shows it: a name, cut to 40 characters. Longer words with blanks between them may be what
  /// somebody wrote to a model, and show as `…`, as the keys of accounts do.
  package var excerpt: String {
    if Facts.embedded.keys.isFound(in: Array(utf8.prefix(1000))[...]) { return "…" }
    let count = unicodeScalars.prefix(41).count
    let hasBlanks = unicodeScalars.prefix(40).contains { $0.properties.isWhitespace }
    if hasBlanks { return count <= 24 && !contains(where: \.isNewline) ? self : "…" }
    return count <= 40 ? self : String(String.UnicodeScalarView(unicodeScalars.prefix(39))) + "…"
  }
}

/// Puts together the words of messages.
package enum Wording {
  /// `a`, `a or b`, `a, b or c`.
  package static func list(_ words: [String], _ last: String = "or") -> String {
    guard let end = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " \(last) " + end
  }

  /// `1 item`, `2 items`.
  package static func count(_ number: Int, _ unit: String) -> String {
    let isOne = number == 1 && unit.hasSuffix("s")
    return "\(grouped(number)) \(isOne ? String(unit.dropLast()) : unit)"
  }

  /// `128,000`.
  package static func grouped(_ number: Int) -> String {
    let digits = String(number.magnitude)
    var result = ""
    for (place, digit) in digits.enumerated() {
      if place > 0, (digits.count - place) % 3 == 0 { result += "," }
      result.append(digit)
    }
    return (number < 0 ? "-" : "") + result
  }

  /// A bound or a value as people write it.
  package static func number(_ value: Double) -> String {
    Int(exactly: value).map(grouped) ?? String(value)
  }

  /// Accepted values; of many only the first few.
  package static func values(_ values: [FactValue], _ last: String = "or") -> String {
    let names = values.map { value in
      if case .string(let text) = value { "`\(text)`" } else { value.description }
    }
    guard names.count > 8 else { return list(names, last) }
    return names.prefix(6).joined(separator: ", ") + " and \(names.count - 6) more"
  }

  /// `1 to 5 items`; nil where there is no bound.
  ///
  /// - Parameter unit: with a blank before it, or nothing.
  package static func bounds(_ bounds: Shape.Bounds, _ unit: String) -> String? {
    switch (bounds.minimum, bounds.maximum) {
    case (nil, nil): nil
    case (let low?, let high?): "\(number(low)) to \(number(high))\(unit)"
    case (let low?, nil): "at least \(number(low))\(unit)"
    case (nil, let high?): "at most \(number(high))\(unit)"
    }
  }

  /// What a model does with a parameter, and what to use in its place: `does not take it; use ‘n’`.
  package static func verdict(of fact: ParameterFact) -> String {
    let words =
      switch fact.verdict {
      case .nothing: "does not take it"
      case .only(let accepted): "takes \(accepted.count == 1 ? "only " : "")\(values(accepted))"
      case .allBut(let rejected): "takes all but \(values(rejected))"
      case .within(let range): "takes \(bounds(range, "") ?? "any value")"
      case .noLongerThan(let length): "takes at most \(count(length, "characters"))"
      case .sizes(let grid): "takes \(sizes(grid))"
      case .keysUpTo(let largest): "takes keys up to \(largest)"
      }
    let isConditional = !fact.when.isEmpty || !fact.unless.isEmpty
    return words + (fact.from.map { " since \($0)" } ?? "") + (isConditional ? " under some settings" : "")
      + (fact.instead.map { "; use `\($0)`" } ?? "")
  }

  /// The sizes of images that a model draws.
  package static func sizes(_ grid: PixelGrid) -> String {
    "`auto` or WIDTHxHEIGHT in multiples of \(grid.multiple), neither above \(grid.edge) nor \(grid.ratio) times the other"
  }

  /// The types with their articles: `a string or an array`.
  package static func types(_ types: Shape.Types) -> String {
    var types = types
    if types.contains(.number) { types.remove(.integer) }
    return list(
      Shape.Types.named.filter { types.contains($0.1) }.map { name, _ in
        switch name {
        case "integer": "a whole number"
        case "array", "object": "an \(name)"
        case "null": name
        default: "a \(name)"
        }
      })
  }
}
