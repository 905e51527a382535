import Configuration
import DocumentTree
import EditorFeatures
import Linting
import SourceText

/// The documents that are open, and what is found in them.
extension Session {
  mutating func open(_ params: Node?) -> [Outgoing] {
    guard let document = params?["textDocument"], let uri = document["uri"]?.string, let text = document["text"]?.string
    else { return [] }
    let version = document["version"]?.number.flatMap { Int(exactly: $0) } ?? 0
    lastRevision += 1
    // Who is not told of files that change looks again from time to time.
    if !client.watchesFiles { configurations.forget() }
    let opened = OpenDocument(
      uri: uri, location: location(of: uri), version: version, revision: lastRevision, text: SourceText(text))
    documents[uri] = opened
    analyses[uri] = nil
    lastGood[uri] = nil
    if let path = opened.configurationPath { replaceConfiguration(path, with: opened.text) }
    renewConfigurations(of: [opened.location].compactMap(\.self))
    // What was shown of the file gives way to what is found in the text.
    let cleared = hide(shown.filter { files.location($0) == opened.location })
    return cleared + (client.pullsDiagnostics ? [] : [publication(of: uri)])
  }

  mutating func change(_ params: Node?) -> [Outgoing] {
    guard let identity = params?["textDocument"], let uri = identity["uri"]?.string, var document = documents[uri]
    else {
      return []
    }
    let version = identity["version"]?.number.flatMap { Int(exactly: $0) } ?? document.version + 1
    // A change that is older than the text was overtaken.
    guard version >= document.version else { return [] }
    lastRevision += 1
    for change in params?["contentChanges"].map({ Array($0.items) }) ?? [] {
      let changed = document.applying(change, version: version, revision: lastRevision, in: client.encoding)
      if let changed { document = changed }
    }
    documents[uri] = document
    analyses[uri] = nil
    if !client.pullsDiagnostics { unpublished.insert(uri) }
    if let path = document.configurationPath { replaceConfiguration(path, with: document.text) }
    renewConfigurations(of: [document.location].compactMap(\.self))
    return []
  }

  mutating func close(_ params: Node?) -> [Outgoing] {
    guard let uri = params?["textDocument"]?["uri"]?.string, let closed = documents.removeValue(forKey: uri) else {
      return []
    }
    analyses[uri] = nil
    lastGood[uri] = nil
    unpublished.remove(uri)
    if let path = closed.configurationPath {
      replaceConfiguration(path, with: nil)
      checks.removeAll { $0.configuration == uri }
    }
    renewConfigurations(of: [closed.location].compactMap(\.self))
    if hasCheckedWorkspace, let path = DocumentURI.filePath(uri), shows(path) { checkAgain([path]) }
    return client.pullsDiagnostics ? [] : [publication(of: uri)]
  }

  // MARK: Documents and positions

  func document(_ params: Node?) throws(ResponseError) -> OpenDocument {
    guard let uri = params?["textDocument"]?["uri"]?.string else {
      throw .invalidParams("there is no textDocument.uri")
    }
    guard let document = documents[uri] else { throw .invalidParams("the document is not open") }
    return document
  }

  func offset(_ params: Node?, in document: OpenDocument) throws(ResponseError) -> Int {
    guard let offset = params?["position"].flatMap({ document.offset(of: $0, in: client.encoding) }) else {
      throw .invalidParams("the position is none")
    }
    return offset
  }

  // MARK: Findings

  mutating func analysis(of document: OpenDocument) -> Analysis {
    if let known = analyses[document.uri] { return known }
    let (path, location) = (document.path, document.location)
    let configuration = location.flatMap { configurations.configuration(forFile: $0) }
    tell(configuration)
    let whole: Analysis
    if document.configurationPath != nil, let configuration {
      let unused = unusedIgnores(of: configuration, in: document.uri)
      whole = Analysis(configuration, unused: unused, lintSettings(for: path))
    } else {
      whole = analyse(document.text, path: path, location: location)
    }
    if whole.hasRequests || document.configurationPath != nil, whole.parts.allSatisfy({ $0.document.errors.isEmpty }) {
      lastGood[document.uri] = document.text
    }
    // What was a request a moment ago is one still, however broken it is.
    let analysis = reports(whole, location, hadRequest: lastGood[document.uri] != nil) ? whole : whole.silenced
    analyses[document.uri] = analysis
    let requests = analysis.parts.flatMap(\.requests)
    note(
      "linted version \(document.version) of \(path): \(Wording.count(requests.count, "requests")), "
        + Wording.count(analysis.diagnostics.count, "findings"),
      analysis.decisions.joined(separator: "\n"))
    return analysis
  }

  /// What a text is made of and what is found in it.
  func analyse(_ text: SourceText, path: String, location: String?) -> Analysis {
    if let location, Configuration.isConfiguration(location),
      let configuration = configurations.configuration(forFile: location)
    {
      return Analysis(configuration, lintSettings(for: path))
    }
    let sieve = location.map { configurations.sieve(forFile: $0) } ?? Sieve()
    return Analysis(text, path: path, linter(for: path, at: location), sieve)
  }

  /// Whether findings are told, as in a run over the folder: not in what the configuration excludes, and without a
  /// request only in what it lists.
  func reports(_ analysis: Analysis, _ location: String?, hadRequest: Bool) -> Bool {
    guard let location else { return hadRequest || analysis.hasRequests }
    let configuration = configurations.configuration(forFile: location)
    if Configuration.isConfiguration(location) { return true }
    if let configuration, configuration.excludesFile(location) { return false }
    return hadRequest || analysis.hasRequests || configuration?.entry(for: location) != nil
  }

  /// What is found in a document as a message; nothing where it is not open any more.
  mutating func publication(of uri: String) -> Outgoing {
    guard let document = documents[uri] else { return Self.publication(of: uri, []) }
    return Self.publication(of: uri, diagnostics(of: document), version: document.version)
  }

  static func publication(of uri: String, _ items: [JSONValue], version: Int? = nil) -> Outgoing {
    let params: JSONValue = [
      "uri": .string(uri), "version": version.map { .integer($0) } ?? .null, "diagnostics": .array(items),
    ]
    return .notification("textDocument/publishDiagnostics", params.compact)
  }

  mutating func diagnosticReport(_ params: Node?) throws(ResponseError) -> JSONValue {
    let document = try document(params)
    return report(on: document, since: params?["previousResultId"]?.string)
  }

  /// A report on a document that is open; what has not changed since a result is not said again.
  mutating func report(on document: OpenDocument, since previous: String?) -> JSONValue {
    let identity = "\(document.revision).\(settingsGeneration)"
    if previous == identity { return ["kind": "unchanged", "resultId": .string(identity)] }
    return ["kind": "full", "resultId": .string(identity), "items": .array(diagnostics(of: document))]
  }

  private mutating func diagnostics(of document: OpenDocument) -> [JSONValue] {
    let writer = DiagnosticWriter(document: document, client: client)
    return analysis(of: document).diagnostics.map(writer.json)
  }
}
