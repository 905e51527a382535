import DocumentTree
import Facts
import SourceText

/// What the tools of a body, the choice of one and the calls of them have to do with each other.
extension ConversationChecker {
  mutating func checkTools() {
    let tools = declaredTools()
    checkNames(tools)
    checkChoices(tools)
    checkCalls(tools)
    checkPresence()
  }

  /// The tools that a body declares.
  private struct DeclaredTools {
    /// The names in order; the same one perhaps twice.
    var names: [Node] = []
    /// The schema of the arguments of the first tool of a name.
    var parameters: [String: Node] = [:]
    /// Whether there may be more tools than have a name here.
    var isOpen = false
  }

  private mutating func declaredTools() -> DeclaredTools {
    var tools = DeclaredTools()
    var listed: Set<[String]> = []
    for form in form.tools where listed.insert(form.path).inserted {
      let alternatives = self.form.tools.filter { $0.path == form.path }
      for written in walk.values(at: form.path[...], in: body) {
        let fitting = written.meant.flatMap { tool in
          tool.kind == .object && !tool.isPlaceholder ? alternatives.first { tool.meets($0.when) } : nil
        }
        guard let tool = written.meant, let fitting,
          let name = walk.values(at: fitting.name[...], in: tool).first?.meant, name.kind == .string,
          !name.holdsPlaceholder
        else {
          tools.isOpen = true
          continue
        }
        tools.names.append(name)
        let text = name.string ?? ""
        if tools.parameters[text] == nil, !fitting.parameters.isEmpty {
          tools.parameters[text] = walk.values(at: fitting.parameters[...], in: tool).first?.meant
        }
      }
    }
    return tools
  }

  /// Whether there are tools at all where the model has called some.
  private mutating func checkPresence() {
    guard form.refusals[.noTools] != nil, !conversation.isContinued, let member = form.tools.first?.path.first,
      body[member]?.isEmptyValue ?? true
    else { return }
    for turn in conversation.turns where !turn.isOpen {
      for pairing in form.pairings {
        guard let call = Conversation.parts(pairing.calls, of: turn, &walk).first,
          let name = walk.values(at: call.form.name[...], in: call.node).first?.meant, name.kind == .string
        else { continue }
        return add(.noTools, name, .noTools, turn: turn.index)
      }
    }
  }

  private mutating func checkNames(_ tools: DeclaredTools) {
    var firsts: [String: Node] = [:]
    for name in tools.names {
      guard let text = name.string else { continue }
      if let first = firsts[text] {
        add(.duplicateTool(first: first), name, .duplicateTool)
      } else {
        firsts[text] = name
      }
    }
  }

  private mutating func checkChoices(_ tools: DeclaredTools) {
    guard !tools.isOpen, !tools.names.isEmpty else { return }
    let names = Set(tools.names.compactMap(\.string))
    for choice in form.choices {
      for written in walk.values(at: choice.path[...], in: body) {
        guard let node = written.meant, node.kind == .object, node.meets(choice.when),
          let name = walk.values(at: choice.name[...], in: node).first?.meant, let text = name.string,
          !name.holdsPlaceholder, !names.contains(text)
        else { continue }
        let meant = spelling.suggestion(for: text, among: names.sorted())
        add(.undeclared(isChoice: true, meant: meant), name, .undeclaredChoice)
      }
    }
  }

  private mutating func checkCalls(_ tools: DeclaredTools) {
    let names = Set(tools.names.compactMap(\.string))
    for pairing in form.pairings {
      for turn in conversation.turns {
        for call in Conversation.parts(pairing.calls, of: turn, &walk) {
          let name = walk.values(at: call.form.name[...], in: call.node).first?.meant
          let text = name.flatMap { $0.holdsPlaceholder ? nil : $0.string }
          if let name, let text, !call.form.name.isEmpty, !tools.isOpen, !names.isEmpty, !names.contains(text) {
            let meant = spelling.suggestion(for: text, among: names.sorted())
            add(.undeclared(isChoice: false, meant: meant), name, .undeclaredCall, turn: turn.index)
          }
          checkArguments(of: call, text.flatMap { tools.parameters[$0] })
        }
      }
    }
  }

  private mutating func checkArguments(of call: Conversation.Part, _ parameters: Node?) {
    guard !call.form.arguments.isEmpty,
      let written = walk.values(at: call.form.arguments[...], in: call.node).first?.meant, !written.holdsPlaceholder
    else { return }
    guard written.kind == .string else { return checkFit(of: written, parameters, call) }
    // Many programs write nothing where there are no arguments.
    let isLoud = form.refusals[.malformedArguments]?.provenance.confidence == .high
    guard isLoud || !written.contentRange.isEmpty, let inner = Document.embedded(in: written) else { return }
    if let error = inner.errors.first {
      add(.malformedArguments(error), inner.roots.first ?? written, .malformedArguments, turn: call.turn.index)
    } else if let root = inner.roots.first {
      if root.kind == .object {
        checkFit(of: root, parameters, call)
      } else if root.kind != .null {
        add(.malformedArguments(nil), root, .malformedArguments, turn: call.turn.index)
      }
    }
  }

  private mutating func checkFit(of arguments: Node, _ parameters: Node?, _ call: Conversation.Part) {
    guard let parameters, form.refusals[.mismatchedArguments] != nil else { return }
    for mismatch in fit.mismatches(of: arguments, with: parameters) {
      add(.mismatchedArguments(mismatch.kind), mismatch.node, .mismatchedArguments, turn: call.turn.index)
    }
  }
}
