import DocumentTree

/// Collects what a model reads of a message, whatever the dialect: texts, and values that are shown to it as JSON.
struct TextScan {
  private(set) var texts: [Node] = []
  private(set) var values: [Node] = []
  private(set) var images: [ImagePart] = []
  /// How many calls of functions there are, and results of such calls.
  private(set) var calls = 0
  /// Whether something is there whose cost nobody knows: a file, thoughts that are signed or sealed.
  private(set) var isOpaque = false
  /// How many nodes are still looked at: with aliases a small file can mean endlessly many.
  private var budget = 200_000

  /// Members that say how a message is meant, or are kept from the model.
  private static let silent: Set<String> = [
    "type", "role", "id", "tool_use_id", "tool_call_id", "toolUseId", "call_id", "media_type", "mimeType", "format",
    "detail", "status", "citations",
  ]
  /// Members whose cost nobody knows, or is told apart.
  private static let opaque: Set<String> = [
    "signature", "thoughtSignature", "thought_signature", "encrypted_content", "redacted_content", "reasoning_details",
    "reasoning", "reasoning_content", "reasoningContent", "cache_control", "cachePoint", "inlineData", "inline_data",
    "fileData", "file_data", "image", "document", "video",
  ]
  private static let callTypes: Set<String> = ["tool_use", "tool_result", "function_call", "function_call_output"]
  private static let callMembers: Set<String> = ["toolUse", "toolResult", "functionCall", "functionResponse"]
  /// Members whose objects are shown as JSON: what functions are called with and what they give.
  private static let shown: Set<String> = ["input", "args", "response", "json"]
  private static let mediaTypes: Set<String> = [
    "image", "document", "image_url", "input_image", "file", "input_file", "input_audio", "audio", "video", "video_url",
    "document_url", "reasoning", "thinking", "redacted_thinking",
  ]

  init(_ node: Node) {
    var pending: [Node] = [node]
    while let next = pending.popLast() {
      budget -= 1
      guard budget > 0, let value = next.meant else {
        isOpaque = true
        return
      }
      switch value.kind {
      case .string:
        // Thoughts that stand in the text are left out by some models.
        let isCarrier = value.contentBytes.starts(with: "data:".utf8) || value.contentBytes.starts(with: "<think>".utf8)
        if isCarrier { isOpaque = true } else { texts.append(value) }
      case .number: values.append(value)
      case .array: pending.append(contentsOf: value.items)
      case .object:
        if let image = ImagePart(value) {
          images.append(image)
          continue
        }
        if isMedia(value) {
          isOpaque = true
          continue
        }
        if value["type"]?.string.map({ Self.callTypes.contains($0) }) ?? false || value["role"]?.string == "tool" {
          calls += 1
        }
        for member in value.meantMembers where !Self.silent.contains(member.name) {
          if Self.callMembers.contains(member.name) { calls += 1 }
          if member.name == "tool_calls" { calls += member.value.meant?.items.count { _ in true } ?? 0 }
          if Self.shown.contains(member.name),
            member.value.meant?.kind == .object || member.name != "input" && member.value.meant?.kind == .array
          {
            values.append(member.value)
          } else {
            pending.append(member.value)
          }
        }
      default: continue
      }
    }
  }

  private func isMedia(_ part: Node) -> Bool {
    if let type = part["type"]?.string, Self.mediaTypes.contains(type) { return true }
    if part["images"]?.items.contains(where: { _ in true }) ?? false { return true }
    return part.members.contains { Self.opaque.contains($0.name) && $0.value.meant?.kind != .null }
  }
}
