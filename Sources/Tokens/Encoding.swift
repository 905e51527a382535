/// OpenAI's encodings, by the names that tiktoken gives them.
package enum Encoding: String, Sendable, CaseIterable {
  case r50kBase = "r50k_base"
  case p50kBase = "p50k_base"
  case cl100kBase = "cl100k_base"
  case o200kBase = "o200k_base"
  /// Has other special tokens than o200k_base; text is the same tokens in both.
  case o200kHarmony = "o200k_harmony"

  var vocabulary: Vocabulary {
    switch self {
    case .r50kBase: .r50kBase
    case .p50kBase: .p50kBase
    case .cl100kBase: .cl100kBase
    case .o200kBase, .o200kHarmony: .o200kBase
    }
  }

  var pattern: PiecePattern {
    switch self {
    case .r50kBase, .p50kBase: .r50k
    case .cl100kBase: .cl100k
    case .o200kBase, .o200kHarmony: .o200k
    }
  }
}
