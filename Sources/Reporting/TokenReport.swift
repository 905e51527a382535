import DocumentTree
package import Linting

/// What the requests of one file cost in tokens, as a table for people.
package struct TokenReport {
  /// Files with more requests have one line a request.
  private static let detailLimit = 5
  private static let barWidth = 20

  private let palette: Palette

  package init(_ palette: Palette) {
    self.palette = palette
  }

  /// The requests of a file, or of the next part of a long one.
  package func render(_ file: FileReport) -> String {
    let isDetailed = !file.isContinuation && file.requests.count <= Self.detailLimit
    return file.requests.map { located in
      line(located, in: file.path) + (isDetailed ? parts(of: located.request) : "")
    }.joined()
  }

  private func line(_ located: FileReport.LocatedRequest, in path: String) -> String {
    let request = located.request
    var words = [palette.strong("\(path.forTerminal):\(located.line)"), (request.model ?? "?").excerpt.forTerminal]
    guard let tokens = request.tokens, let input = tokens.input else {
      words.append(request.tokens == nil ? "no formula for this model" : "something in it costs what is not known")
      return words.joined(separator: "  ") + "\n"
    }
    words.append("\(Self.words(input)) tokens")
    if let reply = tokens.reply { words.append("reply up to \(Wording.grouped(reply))") }
    if let window = tokens.window, window > 0 {
      let share = Double(input.high) / Double(window)
      words.append("\(bar(share)) \(Self.percent(share)) of \(Wording.grouped(window))")
    }
    return words.joined(separator: "  ") + "\n"
  }

  private func parts(of request: RecognisedRequest) -> String {
    guard let tokens = request.tokens else { return "" }
    let counts = tokens.parts.map { Self.words($0.tokens) }
    let width = counts.map(\.count).max() ?? 0
    let most = tokens.parts.map(\.tokens.likely).max() ?? 0
    return zip(tokens.parts, counts).map { part, count in
      let name = [part.pointer.forTerminal, part.role ?? (part.kind == .message ? "" : part.kind.rawValue)]
        .filter { !$0.isEmpty }.joined(separator: " ")
      let padding = String(repeating: " ", count: width - count.count)
      let share = most > 0 ? Double(part.tokens.likely) / Double(most) : 0
      return "  \(padding)\(count)  \(bar(share))  \(palette.dim(name))\n"
    }.joined()
  }

  /// What all requests cost together, by model.
  package func summary(_ totals: TokenTotals) -> String {
    guard totals.requests > 1 else { return "" }
    var text = "\(Wording.count(totals.requests, "requests")), \(Self.words(totals.input)) tokens of input"
    if totals.reply > 0 { text += ", replies up to \(Wording.grouped(totals.reply))" }
    if totals.uncounted > 0 { text += "; \(Wording.grouped(totals.uncounted)) could not be counted" }
    if let minutes = totals.minutes {
      text += "\nsent one by one they take at least \(Self.span(minutes)) under `limits` of the configuration"
    }
    return text + "\n"
  }

  private func bar(_ share: Double) -> String {
    let filled = Int((min(max(share, 0), 1) * Double(Self.barWidth)).rounded())
    return palette.secondary(String(repeating: "█", count: filled))
      + palette.dim(String(repeating: "░", count: Self.barWidth - filled))
  }

  private static func words(_ count: TokenCount) -> String {
    if count.isExact { return Wording.grouped(count.likely) }
    return "about \(Wording.grouped(count.likely)) (\(Wording.grouped(count.low)) to \(Wording.grouped(count.high)))"
  }

  private static func span(_ minutes: Int) -> String {
    let days = minutes / TokenTotals.minutesOfDay
    return days > 0 ? Wording.count(days, "days") : Wording.count(minutes, "minutes")
  }

  private static func percent(_ share: Double) -> String {
    share > 0 && share < 0.01 ? "<1 %" : "\(Int((min(share, 99.99) * 100).rounded())) %"
  }
}

/// What many requests cost together.
package struct TokenTotals: Sendable {
  package private(set) var requests = 0
  /// Of those that were counted.
  package private(set) var input = TokenCount(exactly: 0)
  /// The most that the answers may have, where the requests say so.
  package private(set) var reply = 0
  /// The requests whose cost is not known.
  package private(set) var uncounted = 0
  static let minutesOfDay = 24 * 60
  // How often each of the account's limits is used up.
  private var minutesOfRequests = 0.0
  private var minutesOfTokens = 0.0
  private var daysOfRequests = 0.0
  private var daysOfTokens = 0.0

  package init() {}

  /// How many minutes they take at least, sent one by one, where the account has limits; nil where they may go at once.
  package var minutes: Int? {
    let minutes = Self.waits(max(minutesOfRequests, minutesOfTokens))
    let days = Self.waits(max(daysOfRequests, daysOfTokens))
    let total = Int(exactly: max(minutes, days * Double(Self.minutesOfDay))) ?? 0
    return total > 0 ? total : nil
  }

  /// What a limit allows can be used at once, and again after each wait. Shares are sums, and so a little off.
  private static func waits(_ shares: Double) -> Double {
    (shares - 1e-6).rounded(.up) - 1
  }

  package mutating func add(_ file: FileReport, under limits: UsageLimits) {
    for located in file.requests {
      requests += 1
      minutesOfRequests += Self.share(1, of: limits.requestsPerMinute)
      daysOfRequests += Self.share(1, of: limits.requestsPerDay)
      let least = located.request.tokens?.input?.low ?? 0
      minutesOfTokens += Self.share(least, of: limits.tokensPerMinute)
      daysOfTokens += Self.share(least, of: limits.tokensPerDay)
      reply = reply.addingReportingOverflow(located.request.tokens?.reply ?? 0).partialValue
      if let tokens = located.request.tokens?.input { input = input + tokens } else { uncounted += 1 }
    }
  }

  private static func share(_ part: Int, of limit: Int?) -> Double {
    limit.map { Double(part) / Double(max(1, $0)) } ?? 0
  }
}

/// The counts for other programs, version 1.
package struct TokenJSON: Sendable {
  private var requests: [JSONValue] = []

  package init() {}

  package mutating func add(_ file: FileReport) {
    requests += file.requests.map { $0.tokenJSON(in: file.path) }
  }

  package func render(_ totals: TokenTotals) -> String {
    let total: JSONValue = [
      "requests": .integer(totals.requests), "uncounted": .integer(totals.uncounted), "tokens": totals.input.json,
      "reply": .integer(totals.reply), "minutes": .optional(totals.minutes),
    ]
    let report: JSONValue = ["format": 1, "requests": .array(requests), "total": total]
    return report.text + "\n"
  }
}

extension FileReport.LocatedRequest {
  fileprivate func tokenJSON(in path: String) -> JSONValue {
    let parts = (request.tokens?.parts ?? []).map { part -> JSONValue in
      [
        "kind": .string(part.kind.rawValue), "pointer": .string(part.pointer), "role": .optional(part.role),
        "tokens": part.tokens.json,
      ]
    }
    return [
      "path": .string(path), "line": .integer(line), "pointer": .string(request.pointer),
      "provider": .string(request.provider), "endpoint": .string(request.endpoint), "model": .optional(request.model),
      "tokens": request.tokens?.input?.json ?? .null, "reply": .optional(request.tokens?.reply),
      "window": .optional(request.tokens?.window), "parts": .array(parts),
    ]
  }
}
