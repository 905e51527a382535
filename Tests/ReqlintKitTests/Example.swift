import ReqlintKit

/// Refuses to go on with a body that the API would refuse.
func check(_ body: String) throws {
  let findings = try PayloadLinter(provider: "openai", endpoint: "embeddings").findings(in: body)
  for finding in findings { print("\(finding.line):\(finding.column): \(finding.message) [\(finding.rule)]") }
  if findings.contains(where: { $0.severity == .error }) { throw Refusal() }
}

struct Refusal: Error {}
