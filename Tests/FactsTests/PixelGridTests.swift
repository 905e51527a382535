import Testing

@testable import Facts

@Suite struct PixelGridTests {
  @Test(arguments: [
    ("auto", true), ("1024x1024", true), ("1536x864", true), ("3840x2160", true), ("2160x3840", true),
    ("1024x336", false), ("1000x1000", false), ("3856x2160", false), ("0x0", false), ("1024", false), ("x", false),
    ("1024x1024x16", false), ("-16x-16", false), ("99999999999999999999x16", false), ("large", false), ("", false),
  ])
  func `a size lies on the grid or off it`(_ size: String, _ isAdmitted: Bool) throws {
    let facts = Facts(catalogue: "models: {m: {parameters: {size: {sizes: {multiple_of: 16, ratio: 3, edge: 3840}}}}}")
    guard case .sizes(let grid)? = try #require(facts.profile("m")).parameters.first?.verdict else {
      return #expect(Bool(false))
    }
    #expect(grid.admits(size) == isAdmitted)
  }
}
