import Carriers
import DocumentTree

/// The headers that an envelope gives: an object, or a list of objects with `name` (in Postman `key`) and `value`.
struct RequestHeaders {
  struct Field {
    /// In lower case.
    let name: String
    /// Where the name is written.
    let key: Node
    let value: Node
  }

  let fields: [Field]

  init(_ node: Node) {
    switch node.kind {
    case .object:
      fields = node.meantMembers.compactMap { member in
        // Recordings keep a list of values for each name.
        let value = member.value.meant.flatMap { $0.kind == .array ? $0.items.first { _ in true }?.meant : $0 }
        return value.map { Field(name: member.name.lowercased(), key: member.key, value: $0) }
      }
    case .array:
      fields = node.items.compactMap(\.meant).compactMap { item in
        guard let key = item["name"] ?? item["key"], let name = key.string, let value = item["value"],
          item["disabled"]?.boolean != true
        else { return nil }
        return Field(name: name.lowercased(), key: key, value: value)
      }
    default: fields = []
    }
  }

  /// The first header of that name, whatever its case.
  func first(_ name: String) -> Field? {
    fields.first { $0.name == name.lowercased() }
  }
}

extension Request {
  /// nil where nothing is said about headers.
  var headers: RequestHeaders? {
    site.headers.map { RequestHeaders($0) }.flatMap { $0.fields.isEmpty ? nil : $0 }
  }
}
