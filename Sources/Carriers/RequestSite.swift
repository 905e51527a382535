package import DocumentTree

/// A place in a file where a request to an API may stand: its body, and what is written around it.
package struct RequestSite: Sendable {
  package enum Carrier: String, Sendable {
    /// The body alone, with nothing that says where it goes.
    case bareBody = "bare body"
    /// `{"method", "url", "headers", "body"}`
    case envelope = "HTTP envelope"
    /// An envelope with a `custom_id`: a line of a batch file.
    case batchLine = "batch line"
  }

  package let carrier: Carrier
  /// The body; in a document of its own where it stands as JSON in a string.
  package let body: Node
  /// The object that holds the body and the URL; nil where the body stands alone.
  package let envelope: Node?
  package let url: Node?
  package let headers: Node?

  package init(carrier: Carrier, body: Node, envelope: Node? = nil, url: Node? = nil, headers: Node? = nil) {
    self.carrier = carrier
    self.body = body
    self.envelope = envelope
    self.url = url
    self.headers = headers
  }
}
