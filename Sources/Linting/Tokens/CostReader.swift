import DocumentTree
import Facts
import Tokens

/// Puts together what a request costs, by the formula for its model.
struct CostReader {
  private let body: Node
  private let formula: TokenFormula
  private let image: ImageFormula?
  private let encoding: Encoding
  private(set) var meter: TokenMeter
  private(set) var parts: [RequestCost.Part] = []
  private(set) var isComplete = true

  init(
    _ body: Node, _ formula: TokenFormula, images image: ImageFormula?, _ encoding: Encoding, _ meter: TokenMeter
  ) {
    self.body = body
    self.formula = formula
    self.image = image
    self.encoding = encoding
    self.meter = meter
  }

  mutating func read() {
    if formula.unknowable.contains(where: { hasValue(at: $0) }) { isComplete = false }
    switch formula.form {
    case .texts: readTexts()
    case .conversation:
      if formula.isExact { readConversation() } else { readEstimate() }
    }
  }

  private func hasValue(at path: [String]) -> Bool {
    var node: Node? = body
    for name in path { node = node?[name] }
    return node.map { $0.kind != .null } ?? false
  }

  // MARK: Texts by themselves

  /// The texts of `input` or `prompt`; lists of numbers are tokens already.
  private mutating func readTexts() {
    guard let input = body["input"] ?? body["prompt"] else { return }
    if input.kind == .array {
      if input.items.contains(where: { $0.meant?.kind == .number }) {
        let count = input.items.count { _ in true }
        parts.append(.init(kind: .text, node: input, tokens: TokenCount(exactly: count)))
      } else {
        for item in input.items { readText(item) }
      }
    } else {
      readText(input)
    }
  }

  private mutating func readText(_ item: Node) {
    guard let text = item.meant else { return }
    if text.kind == .string {
      parts.append(.init(kind: .text, node: item, tokens: TokenCount(exactly: count(text))))
    } else if text.kind == .array, text.items.allSatisfy({ $0.meant?.kind == .number }) {
      parts.append(.init(kind: .text, node: item, tokens: TokenCount(exactly: text.items.count { _ in true })))
    } else {
      isComplete = false
    }
  }

  // MARK: A conversation, exactly

  private mutating func readConversation() {
    let instructions = body["instructions"].flatMap { $0.kind == .string ? $0 : nil }
    if let instructions {
      var tokens = plainMessage(role: "system") + TokenCount(exactly: count(instructions))
      if instructions.contentBytes.isEmpty {
        // Whether an empty message is sent on is not known everywhere.
        tokens = TokenCount(likely: 0, low: 0, high: formula.dropsEmpty ? 0 : tokens.high)
      }
      parts.append(.init(kind: .instructions, node: instructions, tokens: tokens))
    }
    var systems = instructions.map { $0.contentBytes.isEmpty ? [] : [$0] } ?? []
    let input = body["messages"] ?? body["input"]
    if let input, input.kind == .string {
      let tokens = plainMessage(role: "user") + TokenCount(exactly: count(input))
      parts.append(.init(kind: .message, node: input, tokens: tokens))
    }
    let items = input?.kind == .array ? input.map { $0.items.compactMap(\.meant) } ?? [] : []
    let lastOfUser = items.lastIndex { $0["role"]?.string == "user" } ?? 0
    // What is made shorter are the turns before.
    if body["context_management"] != nil, items.contains(where: { $0["role"]?.string != "user" }) { isComplete = false }
    for (place, item) in items.enumerated() {
      let role = item["role"]?.string
      let next = place + 1 < items.count ? items[place + 1]["type"]?.string : nil
      let isForgotten = formula.forgetsThoughts && place < lastOfUser && body["reasoning"]?["context"] == nil
      if isForgotten, item["type"]?.string == "reasoning" {
        // What is left of them before a call is not known.
        if next == "function_call" {
          parts.append(.init(kind: .message, node: item, tokens: TokenCount.zero.widened(by: 0, plus: 8)))
        }
        continue
      }
      if role == "system" || role == "developer" { systems += [item] + (place > 0 ? [item] : []) }
      var tokens = message(item, role: role)
      if next == "function_call" {
        // A text and the call after it are one message; how two calls at once are put is not known.
        if role == "assistant" { tokens = TokenCount(exactly: tokens.likely - formula.message) }
        if item["type"]?.string == "function_call" { tokens = tokens.widened(by: 0, plus: 4) }
      }
      parts.append(.init(kind: .message, node: item, tokens: tokens))
    }
    readFunctions(beside: systems)
    readFormat(beside: systems)
  }

  private mutating func plainMessage(role: String) -> TokenCount {
    TokenCount(exactly: formula.message + (formula.countsRoles ? meter.count(role, encoding) : 0))
  }

  private mutating func message(_ item: Node, role: String?) -> TokenCount {
    switch item["type"]?.string ?? "message" {
    case "message": break
    case "function_call": return callCost([item])
    case "function_call_output":
      guard let output = item["output"], output.kind == .string else {
        isComplete = false
        return .zero
      }
      return TokenCount(exactly: count(output))
    default:
      isComplete = false
      return .zero
    }
    let content = contentCost(item["content"])
    if role == "tool" || role == "function" { return content }
    let calls = item["tool_calls"]?.items.compactMap { $0.meant?["function"] } ?? []
    if !calls.isEmpty {
      // How a text beside the calls is put is not known.
      return callCost(calls) + content.widened(by: 0, plus: content.high > 0 ? 4 : 0)
    }
    guard item["function_call"] == nil || item["function_call"]?.kind == .null, let role else {
      isComplete = false
      return content
    }
    var total = plainMessage(role: role) + content
    if role == "assistant" { total = total + TokenCount(exactly: formula.assistant) }
    if let name = item["name"], name.kind == .string {
      total = total + TokenCount(exactly: formula.name + count(name))
    }
    if item["refusal"]?.kind == .string || item["audio"]?.kind == .object { isComplete = false }
    return total
  }

  private mutating func contentCost(_ content: Node?) -> TokenCount {
    guard let content, content.kind != .null else { return .zero }
    if content.kind == .string { return TokenCount(exactly: count(content)) }
    var total = TokenCount.zero
    for part in content.items {
      let type = part.meant?["type"]?.string
      if type == "text" || type == "input_text" || type == "output_text", let text = part.meant?["text"],
        text.kind == .string
      {
        total = total + TokenCount(exactly: count(text))
      } else if let shown = part.meant.flatMap({ ImagePart($0) }) {
        total = total + cost(of: shown)
      } else {
        isComplete = false
      }
    }
    return total
  }

  private mutating func cost(of shown: ImagePart) -> TokenCount {
    guard let image else {
      isComplete = false
      return .zero
    }
    return image.cost(of: shown)
  }

  /// One call of a function with the frame of its result, or several calls at once.
  private mutating func callCost(_ calls: [Node]) -> TokenCount {
    guard let call = formula.call else {
      isComplete = false
      return .zero
    }
    var total = 0
    for function in calls {
      let name = function["name"]?.string ?? ""
      total += call.each + meter.count(name, encoding) + meter.count("functions." + name, encoding)
      if let arguments = function["arguments"] { total += meter.count(shownArguments(arguments, call), encoding) }
    }
    if calls.count == 1 { return TokenCount(exactly: total) }
    if let together = call.together {
      let uses = calls.map { function in
        let name = function["name"]?.string ?? ""
        let arguments = function["arguments"].map { shownArguments($0, call) } ?? []
        return Array(#"{"recipient_name":"functions.\#(name)","parameters":"#.utf8) + arguments + Array("}".utf8)
      }
      let text = Array(#"{"tool_uses":["#.utf8) + uses.joined(separator: ",".utf8) + Array("]}".utf8)
      let tokens = TokenCount(exactly: meter.count(text[...], encoding) + together)
      return calls.count == 2 ? tokens : tokens.widened(by: 0, plus: 6 * calls.count)
    }
    return TokenCount(exactly: total).widened(by: 0, plus: 12 * calls.count)
  }

  /// The arguments of a call as the model sees them.
  private func shownArguments(_ arguments: Node, _ call: TokenFormula.Call) -> ArraySlice<UInt8> {
    if call.rewrites, let value = Document.embedded(in: arguments)?.roots.first, value.kind == .object {
      return CompactJSON(value).text[...]
    }
    return arguments.contentBytes
  }

  // MARK: Tools and formats

  private mutating func readFunctions(beside systems: [Node]) {
    guard let tools = body["tools"] ?? body["functions"], let listing = formula.listing else { return }
    let items = tools.items.compactMap(\.meant)
    let functions = items.map { $0["function"] ?? $0 }
    guard !items.isEmpty else { return }
    // Tools that run at the API bring texts of their own, which are not public.
    if items.contains(where: { ($0["type"]?.string ?? "function") != "function" }) { isComplete = false }
    let shown = FunctionListing(functions, listing)
    let text = listing.heading + shown.text
    let own = meter.count(text, encoding) + shown.extra
    var tokens = listingCost(own, listing, beside: systems).widened(by: 0, plus: shown.doubt)
    let choice = body["tool_choice"]
    if listing.forced > 0, let choice, choice.string != "auto", choice.string != "none", choice.kind != .null {
      tokens = tokens.widened(by: 0, plus: listing.forced + listing.parallel)
    }
    if !shown.isCertain {
      let json = meter.count(CompactJSON(tools).text[...], encoding)
      tokens = TokenCount(
        likely: tokens.likely, low: tokens.low - own / 5 - 4,
        high: max(tokens.high + own / 4, tokens.high - own + json) + 24)
    }
    parts.append(.init(kind: .tools, node: tools, tokens: tokens))
  }

  /// What the list of functions costs whose text is `own` tokens.
  private mutating func listingCost(_ own: Int, _ listing: TokenFormula.Listing, beside systems: [Node]) -> TokenCount {
    guard let above = systems.first else {
      let framed = own + plainMessage(role: "system").likely
      guard let alone = listing.alone else {
        return TokenCount(likely: framed + listing.unsure / 2, low: framed - 8, high: framed + listing.unsure)
      }
      let isParallel =
        body["parallel_tool_calls"]?.boolean != false && body["text"]?["format"]?["type"]?.string != "json_schema"
      return TokenCount(exactly: framed + alone + (isParallel ? listing.parallel : 0))
    }
    let unsettled = systems.count > 1 ? 6 : 0
    if let apart = listing.apart { return TokenCount(exactly: own + apart).widened(by: 0, plus: unsettled) }
    // Both stand in one message, where the last characters of the one and the first of the other may be one token.
    let content = above["content"] ?? above
    guard content.kind == .string, let beside = listing.beside else {
      let likely = own + (listing.beside ?? 0)
      return TokenCount(likely: likely, low: likely - 8, high: likely + 8 + listing.unsure)
    }
    return TokenCount(exactly: own + joint(of: content, with: listing.heading) + beside).widened(by: 0, plus: unsettled)
  }

  /// How many tokens the blank line between a text and a heading makes.
  private mutating func joint(of text: Node, with heading: String) -> Int {
    // The last word is enough: nothing before it is cut otherwise.
    let bytes = text.contentBytes
    let tail = bytes.suffix(400)
    let together = tail + Array(("\n\n" + heading).utf8)[...]
    return meter.count(together, encoding) - meter.count(tail, encoding) - meter.count(heading, encoding)
  }

  /// The schema of the answer.
  private mutating func readFormat(beside systems: [Node]) {
    guard let format = body["response_format"] ?? body["text"]?["format"], format["type"]?.string == "json_schema",
      let share = formula.format
    else { return }
    let description = format["json_schema"] ?? format
    guard let schema = description["schema"] else { return }
    if let style = formula.schema, let name = description["name"]?.string {
      let tokens = schemaCost(schema, named: name, of: description, style, beside: systems)
      parts.append(.init(kind: .format, node: format, tokens: tokens))
      return
    }
    let json = meter.count(CompactJSON(schema).text[...], encoding)
    let likely = Int(share.once) + Int(share.text * Double(json))
    parts.append(
      .init(
        kind: .format, node: format, tokens: TokenCount(likely: likely, low: json * 3 / 4 - 8, high: json * 2 + 20)))
  }

  private mutating func schemaCost(
    _ schema: Node, named name: String, of description: Node, _ style: TokenFormula.Schema, beside systems: [Node]
  ) -> TokenCount {
    let frame = plainMessage(role: "system").likely
    let heading = "\(style.heading)\(name)\n\n"
    let hasFunctions = parts.contains { $0.kind == .tools }
    if description["strict"]?.boolean != true, !hasFunctions {
      // Where the answer need not keep to it, the schema is shown as it was sent.
      let own = meter.count((Array(heading.utf8) + CompactJSON(schema, isSpaced: true).text)[...], encoding)
      let alone = TokenCount(exactly: own + frame + style.alone)
      return systems.isEmpty ? alone : alone.widened(by: 0, plus: 8)
    }
    // Else as it binds the answer, with its description above.
    let comment = (description["description"] ?? schema["description"])?.string.map { "// \($0)\n" } ?? ""
    let json = CompactJSON(schema: schema, omitting: Set(style.unseen)).text
    let text = Array((heading + comment).utf8) + json
    if hasFunctions {
      // It follows them after a blank line.
      let own = meter.count((Array("functions\n\n".utf8) + text)[...], encoding) - meter.count("functions", encoding)
      return systems.isEmpty ? TokenCount(exactly: own) : TokenCount(likely: own, low: own - 4, high: own + 4)
    }
    let own = meter.count(text[...], encoding) + frame
    if systems.isEmpty { return TokenCount(exactly: own + style.alone) }
    return style.apart.map { TokenCount(exactly: own + $0) } ?? TokenCount(likely: own, low: own - 4, high: own + 4)
  }

  // MARK: A conversation of any dialect, estimated

  /// Where the dialects keep what a model reads, in the order of the reading.
  private static let places = [
    "system", "instructions", "systemInstruction", "system_instruction", "preamble", "chat_history", "messages",
    "contents", "documents", "input", "prompt", "inputText", "texts", "message", "content",
  ]

  private mutating func readEstimate() {
    for name in Self.places {
      guard let value = body[name], value.kind != .null else { continue }
      if value.kind == .array {
        for item in value.items { readShare(item, as: .message) }
      } else if value.kind == .object, name == "input" {
        // A request within the request.
        isComplete = false
      } else {
        readShare(value, as: name == "prompt" || name == "input" || name == "message" ? .message : .instructions)
      }
    }
    if parts.isEmpty { isComplete = false }
    if let tools = body["tools"] ?? body["toolConfig"]?["tools"] { readTools(tools) }
    readEstimatedFormat()
  }

  private mutating func readShare(_ item: Node, as kind: RequestCost.Part.Kind) {
    let scan = TextScan(item)
    if scan.isOpaque { isComplete = false }
    var own = scan.texts.reduce(0) { $0 + count($1) }
    for value in scan.values { own += meter.count(CompactJSON(value).text[...], encoding) }
    let tokens = formula.message + scan.calls * (formula.call?.each ?? 0) + Int((formula.text * Double(own)).rounded())
    let images = scan.images.map { cost(of: $0) }.reduce(.zero, +)
    parts.append(.init(kind: kind, node: item, tokens: TokenCount(exactly: tokens) + images))
  }

  private mutating func readTools(_ tools: Node) {
    var functions: [Node] = []
    for tool in tools.items.compactMap(\.meant) {
      // Tools that run at the API, or are shown later, cost what nobody knows.
      let type = tool["type"]?.string ?? "function"
      if type != "function" && type != "custom" || tool["defer_loading"]?.boolean == true {
        isComplete = false
        continue
      }
      let inner = tool["function"] ?? tool["toolSpec"] ?? tool
      let declarations = inner["functionDeclarations"] ?? inner["function_declarations"]
      if let declarations {
        functions += declarations.items.compactMap(\.meant)
      } else if ["parameters", "input_schema", "inputSchema", "parametersJsonSchema"].contains(where: {
        inner[$0] != nil
      }) {
        functions.append(inner)
      } else if tool["cachePoint"] == nil {
        isComplete = false
      }
    }
    guard !functions.isEmpty else { return }
    // Whether functions are shown that may not be called differs from model to model.
    if body["toolConfig"]?["functionCallingConfig"]?["mode"]?.string == "NONE" { isComplete = false }
    guard let share = formula.tools else {
      isComplete = false
      return
    }
    var json = 0
    for function in functions {
      json += meter.count(CompactJSON(function).text[...], encoding)
      // How often what a reference names is shown is not known.
      if function.subtree.contains(where: { $0.isKey && $0.string == "$ref" }) { isComplete = false }
    }
    parts.append(.init(kind: .tools, node: tools, tokens: share.cost(of: functions.count, json)))
  }

  private mutating func readEstimatedFormat() {
    let settings = body["generationConfig"]
    let format =
      body["response_format"] ?? body["output_format"] ?? body["output_config"]?["format"] ?? body["outputConfig"]
      ?? settings?["responseSchema"] ?? settings?["responseJsonSchema"]
    guard let format, format.kind == .object else { return }
    guard let share = formula.format else {
      isComplete = false
      return
    }
    let json = meter.count(CompactJSON(format).text[...], encoding)
    parts.append(.init(kind: .format, node: format, tokens: share.cost(of: 1, json)))
  }

  private mutating func count(_ text: Node) -> Int {
    meter.count(text.contentBytes, encoding)
  }
}

extension TokenFormula.Share {
  /// What so many things cost whose JSON is `json` tokens.
  fileprivate func cost(of count: Int, _ json: Int) -> TokenCount {
    TokenCount(exactly: Int((once + each * Double(count) + text * Double(json)).rounded())).widened(by: 0, plus: slack)
  }
}
