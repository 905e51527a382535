import Linting

/// One page that stands alone: what is wrong where, by rule, by model, by file, and what the requests cost.
///
/// It loads nothing, is whole without its script, and lets a browser run no other one. Findings past a limit are counted
/// and not shown.
package struct HTMLReport: ReportWriter {
  package static let name = "html"
  package static let summary = "one page with charts, a filter and a search, that loads nothing"

  /// How many of the files with most findings, and of the models, have a row.
  private static let rowLimit = 200
  /// More names than there are models are no names of models.
  private static let modelLimit = 1000

  private let context: ReportContext
  private var quota = Quota(5000, keptForErrors: 1000)
  private var rules = RuleCounts()
  private var files: [String: Row] = [:]
  private var models: [String: Row] = [:]
  private var windows = WindowChart()
  private var findings = ""
  /// The file whose findings were written last.
  private var path: String?
  private var problems = ""

  /// What is counted for a file or a model.
  private struct Row {
    var requests = 0
    var findings: [Severity: Int] = [:]
    /// Of those requests that were counted.
    private(set) var tokens: TokenCount?

    mutating func add(_ count: TokenCount) {
      tokens = tokens.map { $0 + count } ?? count
    }
  }

  package init(_ context: ReportContext) {
    self.context = context
  }

  package mutating func add(_ file: FileReport) -> String {
    for located in file.requests {
      let model = modelName(of: located.request)
      files[file.path, default: Row()].requests += 1
      models[model, default: Row()].requests += 1
      guard let tokens = located.request.tokens?.input else { continue }
      models[model, default: Row()].add(tokens)
      windows.add(located, in: file.path)
    }
    for finding in file.findings {
      let severity = finding.diagnostic.severity
      let model = file.request(of: finding).map { modelName(of: $0.request) }
      rules.add(finding)
      files[file.path, default: Row()].findings[severity, default: 0] += 1
      if let model { models[model, default: Row()].findings[severity, default: 0] += 1 }
      guard quota.admits(severity) else { continue }
      if path != file.path {
        if path != nil { findings += "</section>\n" }
        findings += "<section class=file><h3>\(file.path.forMarkup)</h3>\n"
        path = file.path
      }
      findings += article(finding, in: file.path, model)
    }
    return ""
  }

  package mutating func add(_ problem: ReportProblem) -> String {
    problems += "<li>\(problem.message.withCode(\.forMarkup))</li>\n"
    return ""
  }

  private func modelName(of request: RecognisedRequest) -> String {
    let name = "\(request.provider) · \((request.judgedModel ?? request.model)?.excerpt ?? "no model")"
    return models[name] == nil && models.count > Self.modelLimit ? "others" : name
  }

  // MARK: Findings

  private func article(_ finding: LocatedFinding, in path: String, _ model: String?) -> String {
    let (diagnostic, place) = (finding.diagnostic, finding.place)
    let severity = diagnostic.severity.rawValue
    var text = #"<details class="finding" data-severity="\#(severity)" data-rule="\#(diagnostic.rule.forMarkup)""#
    text += #" data-model="\#((model ?? "").forMarkup)">"#
    text += #"<summary><span class="badge \#(severity)">\#(severity)</span> "#
    text += #"<span class=place>\#(place.line):\#(place.column)</span> "#
    text += "<span class=message>\(diagnostic.message.withCode(\.forMarkup))</span></summary>\n"
    text += "<pre>\(finding.excerpt.lines.map { html($0) }.joined())</pre>\n<dl>"
    func row(_ name: String, _ markup: String) { text += "<dt>\(name)</dt><dd>\(markup)</dd>\n" }
    row("where", "<code>\("\(path):\(place.line):\(place.column)".forMarkup)</code>")
    if !diagnostic.pointer.isEmpty { row("value", "<code>\(diagnostic.pointer.forMarkup)</code>") }
    if let container = finding.container { row("in", container.forMarkup) }
    if let model { row("model", model.forMarkup) }
    if diagnostic.severity == .error, let answer = diagnostic.answer { row("answer", "HTTP \(answer.status)") }
    for fix in finding.fixes { row(fix.safety == .safe ? "fix" : "unsafe fix", fix.title.withCode(\.forMarkup)) }
    if let help = diagnostic.help { row("help", help.withCode(\.forMarkup)) }
    if let note = diagnostic.note { row("note", note.withCode(\.forMarkup)) }
    row("rule", #"<a href="\#(diagnostic.url.forMarkup)">\#(diagnostic.rule.forMarkup)</a>"#)
    return text + "</dl></details>\n"
  }

  /// A line with its marks, which say by their form, not by colour alone, what they are.
  private func html(_ line: Excerpt.Line) -> String {
    let line = line.cropped(to: 160)
    let scalars = Array(line.text.unicodeScalars)
    var text = "<span class=number>\(line.number)</span> "
    var place = 0
    func piece(to end: Int) -> String {
      let end = min(max(end, place), scalars.count)
      var view = String.UnicodeScalarView()
      view.append(contentsOf: scalars[place..<end])
      place = end
      return String(view).forMarkup
    }
    for mark in line.marks.sorted(by: { ($0.start, $0.end) < ($1.start, $1.end) }) where mark.start >= place {
      text += piece(to: mark.start)
      text += "<mark class=\(mark.isPrimary ? "primary" : "related")>\(piece(to: mark.end))</mark>"
      if let label = mark.label, !label.isEmpty { text += "<span class=label> \(label.forMarkup) </span>" }
    }
    return text + piece(to: scalars.count) + "\n"
  }

  // MARK: The page

  package func finish(_ tally: Tally) -> String {
    let summary = TextReport(.plain, width: 100).summary(tally).split(separator: "\n").joined(separator: ". ")
    let heading = summary.isEmpty ? "No request was found" : summary
    var text = head(title: heading)
    text += "<header><h1>reqlint</h1><p>\(heading).</p><ul class=totals>"
    let totals =
      [("requests", tally.requests), ("files", tally.files)]
      + Severity.allCases.reversed().map { ($0.plural, tally.count($0)) }
    for (name, count) in totals { text += "<li><strong>\(Wording.grouped(count))</strong> \(name)</li>" }
    text += "</ul></header>\n<main>\n"
    if !problems.isEmpty { text += "<section id=problems><h2>Not read</h2><ul>\n\(problems)</ul></section>\n" }
    text += ruleTable()
    text += table(id: "models", "By model", models)
    text += table(id: "files", "By file", files)
    text += windows.html()
    text += "<section id=findings><h2>Findings</h2>\n"
    if quota.refused > 0 {
      text += "<p>\(Wording.count(quota.refused, "findings")) more are counted above and not shown here.</p>\n"
    }
    text += filter()
    text += findings.isEmpty ? "<p>Nothing to complain about.</p>\n" : findings + "</section>\n"
    text += "</section>\n</main>\n<footer>reqlint \(context.version.forMarkup), "
    return text + "facts of \(context.dayOfFacts.forMarkup)</footer>\n<script>\(Self.script)</script>\n</body></html>\n"
  }

  private func head(title: String) -> String {
    """
    <!doctype html>
    <html lang="en"><head><meta charset="utf-8">
    <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; \
    script-src '\(Self.scriptHash)'; base-uri 'none'; form-action 'none'">
    <meta name="viewport" content="width=device-width, initial-scale=1">
    <meta name="color-scheme" content="light dark">
    <meta name="referrer" content="no-referrer">
    <title>reqlint: \(title.forMarkup)</title>
    <style>\(Self.style)</style></head>
    <body><a class=skip href="#findings">To the findings</a>

    """
  }

  private func ruleTable() -> String {
    let rows = rules.sorted
    guard !rows.isEmpty else { return "" }
    let most = rows.first?.count.total ?? 1
    var text = "<section id=rules><h2>By rule</h2><table><thead><tr><th scope=col>rule<th scope=col class=n>findings"
    text +=
      "<th scope=col>share<th scope=col class=n>safe fixes<th scope=col class=n>unsafe fixes</tr></thead><tbody>\n"
    for (rule, count) in rows {
      text += #"<tr><th scope=row><a href="\#(RuleCard.url(of: rule).forMarkup)">\#(rule.forMarkup)</a>"#
      text += "<td class=n>\(Wording.grouped(count.total))<td>\(Self.bar(count.bySeverity, most: most))"
      text += "<td class=n>\(Wording.grouped(count.safeFixes))<td class=n>\(Wording.grouped(count.unsafeFixes))</tr>\n"
    }
    return text + "</tbody></table></section>\n"
  }

  private func table(id: String, _ title: String, _ rows: [String: Row]) -> String {
    guard !rows.isEmpty else { return "" }
    func weight(_ row: Row) -> [Int] { Severity.allCases.reversed().map { row.findings[$0] ?? 0 } }
    let sorted = rows.map { (name: $0.key, row: $0.value, weight: weight($0.value)) }.sorted { left, right in
      left.weight == right.weight ? left.name < right.name : right.weight.lexicographicallyPrecedes(left.weight)
    }
    let most = rows.values.map { $0.findings.values.reduce(0, +) }.max() ?? 0
    let hasTokens = rows.values.contains { $0.tokens != nil }
    var text = "<section id=\(id)><h2>\(title)</h2><table><thead><tr><th scope=col>\(id.dropLast())"
    text += "<th scope=col class=n>requests"
    for severity in Severity.allCases.reversed() { text += "<th scope=col class=n>\(severity.plural)" }
    text += "<th scope=col>share" + (hasTokens ? "<th scope=col class=n>tokens" : "") + "</tr></thead><tbody>\n"
    for (name, row, weight) in sorted.prefix(Self.rowLimit) {
      text += "<tr><th scope=row>\(name.forMarkup)<td class=n>\(Wording.grouped(row.requests))"
      for count in weight { text += "<td class=n>\(Wording.grouped(count))" }
      text += "<td>\(Self.bar(row.findings, most: most))"
      if hasTokens { text += "<td class=n>\(row.tokens.map(WindowChart.words) ?? "")" }
      text += "</tr>\n"
    }
    text += "</tbody></table>"
    let rest = sorted.count - Self.rowLimit
    return text + (rest > 0 ? "<p>\(Wording.count(rest, id)) more.</p>" : "") + "</section>\n"
  }

  /// A bar with a part for each severity, as long as its share of the longest one.
  private static func bar(_ counts: [Severity: Int], most: Int) -> String {
    let total = counts.values.reduce(0, +)
    guard total > 0, most > 0 else { return "" }
    let parts = Severity.allCases.reversed().compactMap { severity in counts[severity].map { (severity, $0) } }
    let words = parts.map { "\($1) \($1 == 1 ? $0.rawValue : $0.plural)" }.joined(separator: ", ")
    var text = #"<svg class=bar width=160 height=12 viewBox="0 0 160 12" role=img aria-label="\#(words)">"#
    var start = 0.0
    for (severity, count) in parts {
      let width = max(1, 160 * Double(count) / Double(most))
      text += #"<rect class=\#(severity.rawValue) x="\#(start.tenths)" y=0 width="\#(width.tenths)" height=12 />"#
      start += width
    }
    return text + "</svg>"
  }

  /// Shown by the script, which it needs.
  private func filter() -> String {
    guard !findings.isEmpty else { return "" }
    func options(_ names: [String], all: String) -> String {
      (["<option value=\"\">\(all)"] + names.map { "<option>\($0.forMarkup)" }).joined(separator: "\n")
    }
    var text = #"<form id=filter hidden role=search><label>search <input type=search id=search></label>"#
    text += "<label>rule <select id=rule>\(options(rules.sorted.map(\.rule), all: "all"))</select></label>"
    let names = models.filter { !$0.value.findings.isEmpty }.keys.sorted().prefix(Self.rowLimit)
    text += "<label>model <select id=model>\(options(Array(names), all: "all"))</select></label><fieldset>"
    text += "<legend>severity</legend>"
    for severity in Severity.allCases.reversed() {
      text +=
        "<label><input type=checkbox name=severity value=\(severity.rawValue) checked>\(severity.rawValue)</label>"
    }
    text += "</fieldset><button type=button id=open>open all</button><button type=button id=close>close all</button>"
    return text + #"<output id=shown aria-live=polite></output></form>"# + "\n"
  }
}

extension Severity {
  var plural: String { self == .info ? "notices" : rawValue + "s" }
}

extension Double {
  /// With one digit after the point.
  var tenths: String { String((self * 10).rounded() / 10) }
}

/// What requests cost against the windows of their models.
private struct WindowChart {
  /// The requests that use most of their window.
  private static let listLimit = 20

  /// By tenths of the window; the last one is what does not fit.
  private var counts = [Int](repeating: 0, count: 11)
  private var largest: [Entry] = []
  /// Of models whose window is not known.
  private var unknown = 0

  private struct Entry {
    let place: String
    let model: String
    let tokens: TokenCount
    let window: Int
    var share: Double { Double(tokens.likely) / Double(window) }
  }

  mutating func add(_ located: FileReport.LocatedRequest, in path: String) {
    guard let tokens = located.request.tokens?.input, let window = located.request.tokens?.window, window > 0 else {
      unknown += 1
      return
    }
    let model = (located.request.judgedModel ?? located.request.model)?.excerpt ?? ""
    let entry = Entry(place: "\(path):\(located.line)", model: model, tokens: tokens, window: window)
    counts[entry.share > 1 ? 10 : min(9, Int(entry.share * 10))] += 1
    guard largest.count < Self.listLimit || entry.share > largest.last?.share ?? 0 else { return }
    largest.insert(entry, at: largest.firstIndex { $0.share < entry.share } ?? largest.count)
    if largest.count > Self.listLimit { largest.removeLast() }
  }

  static func words(_ count: TokenCount) -> String {
    count.isExact ? Wording.grouped(count.likely) : "about " + Wording.grouped(count.likely)
  }

  func html() -> String {
    guard !largest.isEmpty else { return "" }
    var text = "<section id=tokens><h2>Tokens against the window</h2>\n" + chart()
    if unknown > 0 { text += "<p>Of \(Wording.count(unknown, "requests")) more the window is not known.</p>" }
    text += "<table><thead><tr><th scope=col>request<th scope=col>model<th scope=col class=n>tokens"
    text += "<th scope=col class=n>window<th scope=col>share</tr></thead><tbody>\n"
    for entry in largest {
      let width = max(1, 160 * min(1, entry.share)).tenths
      let share = entry.share < 0.001 ? "<0.1 %" : "\((entry.share * 100).tenths) %"
      text += "<tr><th scope=row>\(entry.place.forMarkup)<td>\(entry.model.forMarkup)"
      text += "<td class=n>\(Self.words(entry.tokens))<td class=n>\(Wording.grouped(entry.window))"
      text += #"<td><svg class=bar width=160 height=12 viewBox="0 0 160 12" role=img aria-label="\#(share.forMarkup)">"#
      text += "<rect class=frame x=0.5 y=0.5 width=159 height=11 />"
      text +=
        "<rect class=\(entry.share > 1 ? "error" : "tokens") x=0 y=0 width=\(width) height=12 /></svg> \(share.forMarkup)</tr>\n"
    }
    return text + "</tbody></table></section>\n"
  }

  /// How many requests use which part of their window.
  private func chart() -> String {
    let most = counts.max() ?? 1
    let spoken = counts.enumerated().filter { $0.element > 0 }.map { "\($1) at \(Self.label($0))" }
    var text = #"<svg class=chart viewBox="0 0 660 190" role=img aria-labelledby=windows><title id=windows>"#
    text += "Requests by the share of their window: \(spoken.joined(separator: "; "))</title>\n"
    for (place, count) in counts.enumerated() {
      let height = 130 * Double(count) / Double(max(1, most))
      let x = 5 + place * 60
      let top = 150 - height
      text +=
        "<rect class=\(place == 10 ? "error" : "tokens") x=\(x) y=\(top.tenths) width=50 height=\(height.tenths) />"
      text += "<text x=\(x + 25) y=\((top - 5).tenths)>\(count > 0 ? Wording.grouped(count) : "")</text>"
      text += "<text x=\(x + 25) y=168>\(Self.label(place))</text>\n"
    }
    return text + "<line x1=0 y1=150.5 x2=660 y2=150.5 /><text x=330 y=186>share of the window</text></svg>\n"
  }

  private static func label(_ place: Int) -> String { place == 10 ? "over" : "to \((place + 1) * 10) %" }
}
