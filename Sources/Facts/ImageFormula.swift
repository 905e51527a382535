/// What an image costs some models in tokens, by its size in pixels.
///
/// One of ``tile``, ``patch`` and ``pixels`` says how the size counts; without any of them every image costs ``base``.
package struct ImageFormula: Sendable {
  /// Once an image; all that it costs where little detail is asked for, or its size does not count.
  package let base: Int
  /// Each square of 512 pixels, of the image made to fit 2,048 by 2,048 and its shorter side to fit 768.
  package let tile: Int?
  /// Each square of 32 pixels.
  package let patch: Double?
  /// The most squares of 32 pixels; a larger image is made smaller.
  package let most: Int
  /// So many pixels are a token.
  package let pixels: Int?
  /// The longer side that a larger image is made smaller to, in pixels.
  package let longest: Int
  /// The share of the number that the API's own may lie above or below.
  package let spread: Double
  /// So many tokens more.
  package let slack: Int

  init(_ fact: RawFact, _ problems: inout [FactProblem]) {
    var reader = FactReader(fact)
    for key in ["match", "providers"] { _ = reader.strings(key) }
    base = reader.whole("base") ?? 0
    tile = reader.whole("tile")
    patch = reader.number("patch")
    most = reader.whole("most") ?? 1536
    pixels = reader.whole("pixels")
    longest = reader.whole("longest") ?? 1568
    spread = reader.number("spread") ?? 0
    slack = reader.whole("slack") ?? 0
    reader.finish(into: &problems)
  }
}
