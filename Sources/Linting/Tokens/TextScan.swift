import DocumentTree

/// Collects what a model reads of a message, whatever the dialect: texts, and values that are shown to it as JSON.
struct TextScan {
  private(set) var texts: [Node] = []
  private(set) var values: [Node] = []
  /// Whether something is there that is no text: an image, a file, a sound.
  private(set) var hasMedia = false
  /// How many nodes are still looked at: with aliases a small file can mean endlessly many.
  private var budget = 200_000

  /// Members that say how a message is meant, or are kept from the model.
  private static let silent: Set<String> = [
    "type", "role", "id", "tool_use_id", "tool_call_id", "toolUseId", "call_id", "signature", "thoughtSignature",
    "encrypted_content", "cache_control", "cachePoint", "media_type", "mimeType", "format", "detail", "status",
    "citations", "redacted_content",
  ]
  /// Members whose objects are shown as JSON: what functions are called with and what they give.
  private static let shown: Set<String> = ["input", "args", "response", "json"]
  private static let mediaTypes: Set<String> = [
    "image", "document", "image_url", "input_image", "file", "input_file", "input_audio", "audio", "video", "video_url",
  ]
  private static let media: Set<String> = [
    "inlineData", "inline_data", "fileData", "file_data", "image", "document", "video",
  ]

  init(_ node: Node) {
    var pending: [Node] = [node]
    while let next = pending.popLast() {
      budget -= 1
      guard budget > 0, let value = next.meant else {
        hasMedia = true
        return
      }
      switch value.kind {
      case .string:
        if value.contentBytes.starts(with: "data:".utf8) { hasMedia = true } else { texts.append(value) }
      case .number: values.append(value)
      case .array: pending.append(contentsOf: value.items)
      case .object:
        if isMedia(value) {
          hasMedia = true
          continue
        }
        for member in value.meantMembers where !Self.silent.contains(member.name) {
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
    if part["images"]?.kind == .array { return part["images"].map { $0.items.contains { _ in true } } ?? false }
    return part.members.contains { Self.media.contains($0.name) && $0.value.meant?.kind == .object }
  }
}
