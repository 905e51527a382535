import DocumentTree
import Facts
import SourceText

/// The body of one endpoint that stands in base64 in the body of another.
struct CarriedBody {
  let root: Node
  let shape: ShapeFile

  /// nil where the mismatch is no such body, or nothing is known of those.
  ///
  /// - Parameter model: its name without a prefix; nil where nobody knows it.
  init?(_ mismatch: Mismatch, at provider: Provider, for model: String?, _ facts: Facts) {
    guard case .body(let id) = mismatch.kind, !mismatch.node.holdsPlaceholder, let endpoint = provider.endpoint(id),
      let shape = endpoint.shape(for: model).flatMap({ facts.shape($0) })
    else { return nil }
    let bytes = Base64Text.bytes(of: mismatch.node.contentBytes, limit: SourceText.byteLimit)
    guard let root = Document.encoded(bytes, in: mismatch.node).roots.first, root.kind == .object else {
      return nil
    }
    self.root = root
    self.shape = shape
  }
}
