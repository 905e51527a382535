import DocumentTree
import Facts

/// What the holes of a template stand for.
typealias Bindings = [String: JSONValue]

extension Dialect.Template {
  /// What the holes stand for where the template is this data; nil where it is not. Members that are absent bind nothing,
  /// but one hole at least is filled, where there is any.
  ///
  /// - Parameter surplus: gets the paths of members that the template has no place for.
  func match(_ data: JSONValue, _ path: [String], _ surplus: inout [[String]]) -> Bindings? {
    var bindings: Bindings = [:]
    var found: [[String]] = []
    guard match(data, path, &bindings, &found), !hasHoles || !bindings.isEmpty else { return nil }
    surplus += found
    return bindings
  }

  private func match(_ data: JSONValue, _ path: [String], _ bindings: inout Bindings, _ surplus: inout [[String]])
    -> Bool
  {
    switch self {
    case .hole(let name, _):
      bindings[name] = data
      return true
    case .plain(let value): return JSONValue(value) == data
    case .list(let templates):
      let items = data.items
      guard items.count == templates.count else { return false }
      return zip(templates, items).enumerated().allSatisfy { place, pair in
        pair.0.match(pair.1, path + [String(place)], &bindings, &surplus)
      }
    case .object(let members):
      guard data.isObject else { return false }
      for (key, template) in members {
        guard let value = data[key], value != .null else {
          if case .hole = template { continue }
          return false
        }
        guard template.match(value, path + [key], &bindings, &surplus) else { return false }
      }
      for member in data.members where member.value != .null && !members.contains(where: { $0.key == member.name }) {
        surplus.append(path + [member.name])
      }
      return true
    }
  }

  private var hasHoles: Bool {
    switch self {
    case .hole: true
    case .plain: false
    case .list(let items): items.contains { $0.hasHoles }
    case .object(let members): members.contains { $0.value.hasHoles }
    }
  }

  /// The template with its holes filled; nil where one that is no member of a mapping, or that is needed, stays open.
  func filled(_ bindings: Bindings, optional: Set<String> = []) -> JSONValue? {
    switch self {
    case .hole(let name, let fallback): return bindings[name] ?? fallback.map { .string($0) }
    case .plain(let value): return JSONValue(value)
    case .list(let items):
      let filled = items.compactMap { $0.filled(bindings, optional: optional) }
      return filled.count == items.count ? .array(filled) : nil
    case .object(let members):
      var filled: [JSONValue.Member] = []
      for (key, template) in members {
        if let value = template.filled(bindings, optional: optional) {
          filled.append(JSONValue.Member(name: key, value: value))
        } else if case .hole(let name, _) = template, optional.contains(name) {
          continue
        } else {
          return nil
        }
      }
      return .object(filled)
    }
  }
}
