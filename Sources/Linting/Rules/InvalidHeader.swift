import Carriers
import DocumentTree
import Facts
import SourceText

/// A header that the API cannot read, or that carries the key of an account or a version in a way that it does not take.
package enum InvalidHeader: Rule {
  package static let card = RuleCard(
    id: "invalid-header", since: "0.1.0", severity: .error,
    summary: "A header carries the key in a way that the API does not read, names no version of it, or no JSON.",
    why: """
      The answer is 401: the word before the key is missing or stands there twice, a line end came along when the key \
      was copied, the key belongs to another provider, or the header is that of another API. A stand-in for the key is \
      fine. No key is ever printed.
      """,
    examples: [
      .bad(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Authorization": «"Bearer Bearer {{key}}"»}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#,
        fixed:
          #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Authorization": "Bearer {{key}}"}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
      .bad(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Authorization": «"Bearer sk-ant-api03-0000"»}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
      .bad(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": {«"x-api-key"»: "{{key}}"}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
      .bad(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Content-Type": «"text/plain"»}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#,
        fixed:
          #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Content-Type": "application/json"}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
      .bad(
        #"{"url": "https://api.anthropic.com/v1/messages", "headers": {"x-api-key": "{{key}}", "anthropic-version": «"2023-06-10"»}, "body": {"model": "claude-opus-4-8", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}}"#,
        fixed:
          #"{"url": "https://api.anthropic.com/v1/messages", "headers": {"x-api-key": "{{key}}", "anthropic-version": "2023-06-01"}, "body": {"model": "claude-opus-4-8", "max_tokens": 9, "messages": [{"role": "user", "content": "Hi"}]}}"#
      ),
      .good(
        #"{"url": "https://api.openai.com/v1/embeddings", "headers": {"Authorization": "Bearer ${OPENAI_API_KEY}"}, "body": {"model": "text-embedding-3-small", "input": "Hi"}}"#
      ),
    ])

  package static func check(_ request: Request, _ report: inout Report) {
    // What a recorder kept is not what was sent.
    guard request.site.kind != .recording, let headers = request.headers else { return }
    if let finding = contentType(headers, request) { report.add(finding) }
    guard let credentials = request.provider.credentials else { return }
    for field in headers.fields {
      if let finding = unknownValue(field, credentials) { report.add(finding) }
    }
    for field in headers.fields where field.value.kind == .string {
      guard let header = credentials.header(named: field.name) else { continue }
      if let finding = value(field, header, request) { report.add(settled(finding, credentials.provenance)) }
    }
    guard !credentials.headers.contains(where: { headers.first($0.name) != nil }),
      !request.hasKeyInQuery(credentials), let wanted = credentials.headers.first
    else { return }
    let names = Set(request.facts.providers.flatMap { $0.credentials?.headers ?? [] }.map { $0.name.lowercased() })
    for field in headers.fields where names.contains(field.name) {
      var finding = Finding(
        at: field.key, "\(request.provider.name) reads the key from \(wanted.description), not from `\(field.name)`")
      // Whoever recorded the request may have taken out the right one.
      finding.severity = .warning
      report.add(finding)
    }
  }

  /// A value that the header is not known to take: what came since the facts were checked may be taken, too.
  private static func unknownValue(_ field: RequestHeaders.Field, _ credentials: Credentials) -> Finding? {
    guard let known = credentials.values[field.name], !field.value.holdsPlaceholder,
      let text = field.value.scalarText, !known.contains(text)
    else { return nil }
    let name = field.key.scalarText ?? field.name
    let list = Wording.list(known.map { "`\($0)`" }, "and")
    var finding = Finding(at: field.value, "`\(name)` is `\(text.excerpt)`, and the values that are known are \(list)")
    finding.severity = .warning
    finding.note = credentials.provenance.note(nil)
    if let meant = Spelling.suggestion(for: text, among: known) {
      finding.fixes = [Fix(title: "write `\(meant)`", safety: .unsafe, edits: field.value.replacing(with: meant))]
    }
    return finding
  }

  private static func settled(_ finding: Finding, _ provenance: Provenance) -> Finding {
    var finding = finding
    if finding.severity == nil { finding.severity = Severity(provenance.confidence) }
    if finding.severity == .error { finding.answer = Answer(status: 401, code: nil, param: nil) }
    return finding
  }

  // MARK: The key

  private static func value(_ field: RequestHeaders.Field, _ header: Credentials.Header, _ request: Request) -> Finding?
  {
    let text = field.value.contentBytes
    let name = header.name
    if text.contains(where: { $0 < 0x20 && $0 != UInt8(ascii: "\t") }) {
      return Finding(at: field.value, "`\(name)` has a line end or another control character in it")
    }
    var words = text.split(separator: UInt8(ascii: " "))
    guard let scheme = header.scheme else {
      if words.count == 2, words[0].isWord("bearer") {
        var finding = Finding(at: field.value, "`\(name)` takes the key alone, without `Bearer` before it")
        finding.fixes = removal(of: words[0], before: words[1], in: field.value)
        return finding
      }
      return key(words.first, field, request)
    }
    guard let first = words.first else { return nothing(field, name) }
    guard first.isWord(scheme) else {
      if first.isWord(scheme + ":") {
        return Finding(at: field.value, "`\(name)` says `\(scheme):`, and no colon belongs there")
      }
      return withoutScheme(first, words.count, scheme, field, request)
    }
    words.removeFirst()
    guard let second = words.first else { return nothing(field, name) }
    guard !second.isWord(scheme) else {
      var finding = Finding(at: field.value, "`\(name)` says `\(scheme)` twice")
      finding.fixes = removal(of: first, before: second, in: field.value)
      return finding
    }
    return key(second, field, request)
  }

  private static func nothing(_ field: RequestHeaders.Field, _ name: String) -> Finding {
    var finding = Finding(at: field.value, "`\(name)` carries no key")
    // Tools that record requests empty it.
    finding.severity = .hint
    return finding
  }

  private static func withoutScheme(
    _ first: ArraySlice<UInt8>, _ count: Int, _ scheme: String, _ field: RequestHeaders.Field, _ request: Request
  ) -> Finding? {
    let name = request.provider.credentials?.header(named: field.name)?.name ?? field.name
    if count == 1, !request.facts.keys.owners(of: first).isEmpty {
      var finding = Finding(at: field.value, "`\(name)` lacks `\(scheme)` before the key")
      finding.fixes = [
        Fix(
          title: "write `\(scheme)` before it", safety: .safe,
          edits: [.insertion("\(scheme) ", at: field.value.contentRange.lower)])
      ]
      return finding
    }
    guard count == 2, ["basic", "token", "apikey", "api-key", "key"].contains(where: { first.isWord($0) }) else {
      return nil
    }
    var finding = Finding(
      at: field.value, "\(request.provider.name) reads `\(name): \(scheme) …`, and this has another word")
    finding.severity = .warning
    return finding
  }

  /// A key in quotes, or of another provider.
  private static func key(_ key: ArraySlice<UInt8>?, _ field: RequestHeaders.Field, _ request: Request) -> Finding? {
    guard let key, let first = key.first else { return nothing(field, field.name) }
    let owners = request.facts.keys.owners(of: key.dropFirst(first.isQuote ? 1 : 0))
    if first.isQuote, !owners.isEmpty {
      return Finding(at: field.value, "the key stands in quotes, which are sent along")
    }
    guard !owners.isEmpty, !owners.contains(request.provider.id), owners.count == 1, let owner = owners.first,
      !(request.provider.credentials?.keyStarts.isEmpty ?? true)
    else { return nil }
    let name = request.facts.provider(owner)?.name ?? owner
    return Finding(at: field.value, "this is a key of \(name), and the request goes to \(request.provider.name)")
  }

  private static func removal(of word: ArraySlice<UInt8>, before next: ArraySlice<UInt8>, in node: Node) -> [Fix] {
    let content = node.contentRange
    // Only where the text is written as it is meant do its bytes count the same in the file.
    guard node.contentBytes.count == content.count else { return [] }
    let start = content.lower + (word.startIndex - node.contentBytes.startIndex)
    return [
      Fix(
        title: "remove one word", safety: .safe,
        edits: [.removal(ByteRange(start, start + (next.startIndex - word.startIndex)))])
    ]
  }

  // MARK: The body's type

  private static func contentType(_ headers: RequestHeaders, _ request: Request) -> Finding? {
    guard let wanted = request.provider.contentType, request.endpoint.shape != nil,
      let value = headers.first("content-type")?.value, !value.holdsPlaceholder, let text = value.string
    else { return nil }
    let type = text.lowercased().split(separator: ";").first.map { $0.trimmed } ?? ""
    // Where files go along, the body is a form, which somebody may have written down as an object.
    guard type != wanted.value, !type.hasPrefix("multipart/"), !type.hasSuffix("+json") else { return nil }
    var finding = Finding(at: value, "the body is JSON, and `Content-Type` says `\(type.excerpt)`")
    finding.severity = Severity(wanted.provenance.confidence)
    finding.note = wanted.provenance.note(nil)
    finding.fixes = [Fix(title: "write `\(wanted.value)`", safety: .safe, edits: value.replacing(with: wanted.value))]
    if finding.severity == .error {
      finding.answer = Answer(status: 400, code: "unsupported_content_type", param: nil)
    }
    return finding
  }
}

extension Credentials.Header: CustomStringConvertible {
  /// `` `Authorization: Bearer` ``
  package var description: String { scheme.map { "`\(name): \($0)`" } ?? "`\(name)`" }
}

extension Request {
  /// Whether the URL carries a key, where the provider reads it there.
  func hasKeyInQuery(_ credentials: Credentials) -> Bool {
    credentials.query.map { url?.queryValue($0) != nil } ?? false
  }
}

extension UInt8 {
  fileprivate var isQuote: Bool { self == UInt8(ascii: "\"") || self == UInt8(ascii: "'") }
}

extension ArraySlice<UInt8> {
  /// Whether this is an ASCII word, whatever its case.
  fileprivate func isWord(_ word: String) -> Bool {
    String(decoding: self.prefix(40), as: UTF8.self).lowercased() == word.lowercased()
  }
}

extension Substring {
  fileprivate var trimmed: String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
