import SourceText
import Testing

@Suite struct PatchworkTests {
  @Test func `edits of edits are told as edits of the original`() {
    var patchwork = Patchwork(count: 10)
    patchwork.apply([TextEdit(ByteRange(2, 4), "XYZ"), .insertion("<", at: 0)])
    // <01XYZ456789
    patchwork.apply([TextEdit(ByteRange(4, 7), "-"), .removal(ByteRange(10, 12))])
    // <01X-5678
    #expect(
      patchwork.edits == [
        .insertion("<", at: 0), TextEdit(ByteRange(2, 5), "X-"), .removal(ByteRange(8, 10)),
      ])
  }

  @Test func `any series of edits gives the same text at once`() {
    var random = SystemRandomNumberGenerator()
    for _ in 0..<500 {
      let original = SourceText("0123456789abcdefghij")
      var text = original
      var patchwork = Patchwork(count: original.count)
      for _ in 0..<Int.random(in: 1...5, using: &random) {
        let ends = (0..<4).map { _ in Int.random(in: 0...text.count, using: &random) }.sorted()
        let edits = [TextEdit(ByteRange(ends[0], ends[1]), "<x>"), TextEdit(ByteRange(ends[2], ends[3]), "")]
        text = text.applying(edits)
        patchwork.apply(edits)
      }
      let edits = patchwork.edits
      #expect(original.applying(edits).bytes == text.bytes, "\(edits)")
      #expect(edits == edits.inOrder)
    }
  }

  @Test func `what was not touched is not edited`() {
    var patchwork = Patchwork(count: 5)
    #expect(patchwork.edits == [])
    patchwork.apply([.insertion("", at: 3)])
    #expect(patchwork.edits == [])
  }
}
