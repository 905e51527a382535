import DocumentTree
import EditorFeatures
import Linting
import SourceText

/// A look at files that are not open: one at a time, between the client's messages.
struct WorkspaceCheck {
  /// Who gets the findings.
  enum Purpose {
    /// The request that asked, with the results that the client has, by URI.
    case pull(RequestID, partial: RequestID?, known: [String: String])
    /// They are pushed; what was shown before and is not found again goes away.
    case push
    /// The configuration in this open document, which may ignore something for nothing.
    case judge(uri: String)
  }

  /// How many reports go into one partial result.
  static let batchSize = 32

  let purpose: Purpose
  /// The token under which the client shows how far the check is.
  var progress: RequestID?
  /// Where files are still to be found.
  var folders: [String]
  /// What is to be looked at, the next one last.
  var paths: [String] = []
  /// Whether `paths` are all files of the workspace.
  let isWhole: Bool

  private(set) var seen: Set<String> = []
  private(set) var count = 0
  private(set) var findings = 0
  /// The last share of the work that was said, in percent.
  private(set) var percentage = 0
  /// Reports that were not sent yet.
  var reports: [JSONValue] = []

  /// All files of these folders.
  init(_ purpose: Purpose, folders: [String], progress: RequestID?) {
    self.purpose = purpose
    self.folders = folders.reversed()
    self.progress = progress
    isWhole = true
  }

  /// Some files, quietly.
  init(paths: [String]) {
    purpose = .push
    folders = []
    self.paths = paths
    isWhole = false
  }

  /// Some files, for the sake of an open configuration.
  init(paths: [String], judging uri: String) {
    purpose = .judge(uri: uri)
    folders = []
    self.paths = paths.reversed()
    isWhole = false
  }

  /// The document of the configuration for whose sake the files are looked at.
  var configuration: String? {
    if case .judge(let uri) = purpose { uri } else { nil }
  }

  /// The request that is answered at the end.
  var request: RequestID? {
    if case .pull(let id, _, _) = purpose { id } else { nil }
  }

  /// The next file; each comes once.
  mutating func nextPath() -> String? {
    while let path = paths.popLast() {
      if seen.insert(path).inserted { return path }
    }
    return nil
  }

  mutating func add(findings: Int) {
    count += 1
    self.findings += findings
  }

  /// The share that is done, where it is another one than the last time.
  mutating func nextPercentage() -> Int? {
    let share = count * 100 / max(1, count + paths.count)
    guard share > percentage else { return nil }
    percentage = share
    return share
  }
}

extension Session {
  // MARK: Beginning

  /// `workspace/diagnostic`: answered when all files were looked at.
  mutating func pullWorkspace(_ id: RequestID, _ params: Node?) throws(ResponseError) -> [Outgoing] {
    guard let params, params.kind == .object else { throw .invalidParams("there are no parameters") }
    var known: [String: String] = [:]
    for result in params["previousResultIds"]?.items.map(\.self) ?? [] {
      if let uri = result["uri"]?.string, let value = result["value"]?.string { known[uri] = value }
    }
    let partial = params["partialResultToken"].flatMap { RequestID($0) }
    let check = WorkspaceCheck(
      .pull(id, partial: partial, known: known), folders: folders.compactMap(\.path),
      progress: params["workDoneToken"].flatMap { RequestID($0) })
    return start(check)
  }

  /// The command: findings in files that are not open are pushed, also to a client that pulls those of open ones.
  mutating func checkWorkspace(_ token: RequestID?) -> [Outgoing] {
    guard !folders.isEmpty else {
      return [.notification("window/showMessage", ["type": 3, "message": "reqlint: there is no folder open"])]
    }
    if client.pullsDiagnostics, settings.checksWorkspace, client.refreshesDiagnostics {
      return [ask("workspace/diagnostic/refresh", nil)]
    }
    hasCheckedWorkspace = true
    var check = WorkspaceCheck(.push, folders: folders.compactMap(\.path), progress: token)
    guard token == nil, client.showsProgress else { return start(check) }
    let own = RequestID.text("reqlint-check-\(lastRevision)-\(checks.count)")
    check.progress = own
    return [ask("window/workDoneProgress/create", ["token": own.json], .progress(check))]
  }

  mutating func start(_ check: WorkspaceCheck) -> [Outgoing] {
    checks.append(check)
    return progress(
      check,
      ["kind": "begin", "title": "reqlint", "message": "looking for files", "cancellable": true, "percentage": 0])
  }

  /// Looks again at files of which something is shown, or may be now.
  mutating func checkAgain(_ paths: some Sequence<String>) {
    let paths = Array(paths)
    if !paths.isEmpty { checks.append(WorkspaceCheck(paths: paths.sorted(by: >))) }
  }

  /// Looks again at all files, quietly; a look that has only begun gives way.
  mutating func checkWorkspaceAgain() {
    checks.removeAll { check in
      guard case .push = check.purpose else { return false }
      return check.isWhole && check.progress == nil
    }
    checks.append(WorkspaceCheck(.push, folders: folders.compactMap(\.path), progress: nil))
  }

  /// Takes away what is shown of these files.
  mutating func hide(_ paths: some Sequence<String>) -> [Outgoing] {
    paths.filter { shown.remove($0) != nil }.sorted().map { Self.publication(of: DocumentURI.uri(ofPath: $0), []) }
  }

  // MARK: Going on

  /// Looks into one folder, or at one file.
  mutating func continueCheck() -> [Outgoing] {
    guard var check = checks.first else { return [] }
    if let folder = check.folders.popLast() {
      check.paths += files.find(folder).reversed()
      checks[0] = check
      return []
    }
    guard let path = check.nextPath() else {
      checks.removeFirst()
      return end(check)
    }
    var messages = look(at: path, &check)
    if let percentage = check.nextPercentage() {
      messages += progress(check, ["kind": "report", "percentage": .integer(percentage)])
    }
    checks[0] = check
    return messages
  }

  private mutating func look(at path: String, _ check: inout WorkspaceCheck) -> [Outgoing] {
    let location = files.location(path)
    let open = documents.values.first { $0.location == location }
    if check.configuration != nil {
      if open == nil { judge(path) }
      return []
    }
    guard case .pull(_, let partial, let known) = check.purpose else {
      guard open == nil else { return [] }
      return show(path, &check)
    }
    let uri = open?.uri ?? DocumentURI.uri(ofPath: path)
    let report: JSONValue
    if let open {
      report = self.report(on: open, since: known[uri])
    } else {
      guard let text = files.read(path).map({ SourceText($0) }) else { return [] }
      report = self.report(onFile: path, uri, text, since: known[uri])
      // Files without findings are passed over, unless the client has some of them on show.
      if report.isEmptyReport, known[uri] == nil { return [] }
    }
    check.add(findings: report.itemCount)
    check.reports.append(
      report.adding([("uri", .string(uri)), ("version", open.map { .integer($0.version) } ?? .null)]))
    guard let partial, check.reports.count >= WorkspaceCheck.batchSize else { return [] }
    defer { check.reports = [] }
    return [.notification("$/progress", ["token": partial.json, "value": ["items": .array(check.reports)]])]
  }

  private func report(onFile path: String, _ uri: String, _ text: SourceText, since previous: String?) -> JSONValue {
    let identity = "\(Fingerprint(of: text.bytes).text).\(settingsGeneration)"
    if previous == identity { return ["kind": "unchanged", "resultId": .string(identity)] }
    return [
      "kind": "full", "resultId": .string(identity), "items": .array(diagnostics(ofFile: path, uri, text)),
    ]
  }

  /// What is found in a file that is not open.
  private func diagnostics(ofFile path: String, _ uri: String, _ text: SourceText) -> [JSONValue] {
    let location = files.location(path)
    let analysis = analyse(text, path: path, location: location)
    guard !analysis.diagnostics.isEmpty, reports(analysis, location, hadRequest: false) else { return [] }
    let document = OpenDocument(uri: uri, location: location, version: 0, text: text)
    let writer = DiagnosticWriter(document: document, client: client)
    return analysis.diagnostics.map(writer.json)
  }

  private mutating func show(_ path: String, _ check: inout WorkspaceCheck) -> [Outgoing] {
    let uri = DocumentURI.uri(ofPath: path)
    let items = files.read(path).map { diagnostics(ofFile: path, uri, SourceText($0)) } ?? []
    check.add(findings: items.count)
    guard !items.isEmpty else { return hide([path]) }
    shown.insert(path)
    return [Self.publication(of: uri, items)]
  }

  // MARK: Ending

  private mutating func end(_ check: WorkspaceCheck) -> [Outgoing] {
    if let uri = check.configuration {
      renew(uri)
      return client.pullsDiagnostics && client.refreshesDiagnostics ? [ask("workspace/diagnostic/refresh", nil)] : []
    }
    let summary = "\(Wording.count(check.findings, "findings")) in \(Wording.count(check.count, "files"))"
    let ended = progress(check, ["kind": "end", "message": .string(summary)])
    guard case .pull(let id, let partial, let known) = check.purpose else {
      let gone = check.isWhole ? shown.subtracting(check.seen).filter { isInFolder($0) } : []
      return hide(gone) + ended
    }
    // What the client knows of and is not there any more.
    let seen = Set(check.seen.map { DocumentURI.uri(ofPath: $0) }).union(documents.keys)
    let gone: [JSONValue] = known.keys.filter { !seen.contains($0) }.sorted().map { uri in
      ["kind": "full", "items": [], "uri": .string(uri), "version": nil]
    }
    let rest = check.reports + gone
    guard let partial, !rest.isEmpty else { return ended + [.result(id, ["items": .array(rest)])] }
    let last = Outgoing.notification("$/progress", ["token": partial.json, "value": ["items": .array(rest)]])
    return [last] + ended + [.result(id, ["items": []])]
  }

  /// Ends a check before its time.
  mutating func cancelCheck(where isMeant: (WorkspaceCheck) -> Bool) -> [Outgoing] {
    guard let place = checks.firstIndex(where: isMeant) else { return [] }
    let check = checks.remove(at: place)
    let ended = progress(check, ["kind": "end", "message": "cancelled"])
    return ended + (check.request.map { [.error($0, .requestCancelled)] } ?? [])
  }

  private func progress(_ check: WorkspaceCheck, _ value: JSONValue) -> [Outgoing] {
    check.progress.map { [.notification("$/progress", ["token": $0.json, "value": value])] } ?? []
  }
}

extension JSONValue {
  /// How many items a diagnostic report has.
  fileprivate var itemCount: Int {
    if case .array(let items)? = self["items"] { items.count } else { 0 }
  }

  fileprivate var isEmptyReport: Bool { self["items"] == [] }

  fileprivate func adding(_ more: [(String, JSONValue)]) -> JSONValue {
    guard case .object(let members) = self else { return self }
    return .object(members + more.map { Member(name: $0.0, value: $0.1) })
  }
}
