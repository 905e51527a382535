import Testing

/// Files of other programs, from the command line.
struct CarrierTests {
  private static let cassette = """
    interactions:
    - request:
        body: '{"model": "gpt-4o", "messages": [{"role": "user", "content": "Hi"}]}'
        method: POST
        uri: https://api.openai.com/v1/chat/completions
      response:
        status: {code: 400, message: Bad Request}
        body:
          string: '{"error": {"message": "This model''s maximum context length is 128000 tokens. However, your messages resulted in 130000 tokens. Please reduce the length of the messages.", "param": "messages", "code": "context_length_exceeded"}}'
    - request:
        body: '{"model": "gpt-4o", "temperature": 3, "messages": [{"role": "user", "content": "Hi"}]}'
        method: POST
        uri: https://api.openai.com/v1/chat/completions
      response:
        status: {code: 200, message: OK}
        body: {string: '{}'}
    version: 1

    """

  @Test func `a refusal that was recorded is explained, and what the API took is no error`() throws {
    let folder = try Workspace(["c.yaml": Self.cassette])
    let check = try folder.check("--format", "concise", "c.yaml")
    #expect(check.status == 0)
    #expect(check.found == ["c.yaml:3:32 refused-request", "c.yaml:11:47 out-of-range"])
    let diagnosis = try folder.run("diagnose", "--as-of", "2026-06-01", "c.yaml")
    #expect(diagnosis.status == 0)
    #expect(diagnosis.stdout.hasPrefix("error[400 context-length]"), "\(diagnosis.stdout)")
  }

  private static let refused = #"{"model": "gpt-4.1", "messages": [{"role": "user", "content": "Hi"}]}"#
  private static let url = "https://api.openai.com/v1/chat/completions"
  /// An answer in base64, as it is and compressed.
  private static let base64 =
    "eyJlcnJvciI6eyJtZXNzYWdlIjoiVGhpcyBtb2RlbCdzIG1heGltdW0gY29udGV4dCBsZW5ndGggaXMgMTI4MDAwIHRva2Vucy4gSG93ZXZlciwgeW91ciBtZXNzYWdlcyByZXN1bHRlZCBpbiAxMzAwMDAgdG9rZW5zLiBQbGVhc2UgcmVkdWNlIHRoZSBsZW5ndGggb2YgdGhlIG1lc3NhZ2VzLiIsInBhcmFtIjoibWVzc2FnZXMiLCJjb2RlIjoiY29udGV4dF9sZW5ndGhfZXhjZWVkZWQifX0="
  private static let gzipped =
    "H4sIAAAAAAACA02OSwrCQBBEr9L0xk0IE91ITuDShfswzJRJcD4ynxgJubuDJuCq6aLq8RZGCD5wu7BFjLIHt3wbxkjWa5hDuXIebbakvEuYExm4Pg1UGs3xLISg5B9wsaaLf2FCqOjtc6CNFikgZpOgaXTUnMT/4mogI0pDZwVKA3a4v3+/nVFzxU8ZpC1ue1YiVQxLsol1v22HWQEamtf1A+ptIPLdAAAA"

  @Test(arguments: [
    (
      "vcrpy.yaml",
      "interactions:\n- request: {method: POST, uri: '\(url)', body: '\(refused)'}\n"
        + "  response:\n    status: {code: 400}\n    body: {string: !!binary \(gzipped)}\n"
    ),
    (
      "betamax.json",
      #"{"http_interactions": [{"request": {"uri": "\#(url)", "body": {"string": "\#(escaped)"}}, "response": {"status": {"code": 400}, "body": {"encoding": null, "base64_string": "\#(gzipped)"}}}]}"#
    ),
    (
      "browser.har",
      #"{"log": {"entries": [{"request": {"method": "POST", "url": "\#(url)", "postData": {"text": "\#(escaped)"}}, "response": {"status": 400, "content": {"encoding": "base64", "text": "\#(base64)"}}}]}}"#
    ),
    (
      "polly.har",
      #"{"log": {"entries": [{"request": {"method": "POST", "url": "\#(url)", "postData": {"text": "\#(escaped)"}}, "response": {"status": 400, "content": {"encoding": "base64", "text": "[\"\#(gzipped)\"]"}}}]}}"#
    ),
  ])
  func `a refusal that was recorded in base64 is explained`(_ name: String, _ text: String) throws {
    let folder = try Workspace([name: text])
    let outcome = try folder.check(name, "--select", "refused-request", "--format", "concise")
    #expect(outcome.found.count == 1 && outcome.stdout.contains("[refused-request]"), "\(outcome)")
    let diagnosis = try folder.run("diagnose", "--as-of", "2026-06-01", name)
    #expect(diagnosis.stdout.hasPrefix("error[400 context-length]"), "\(diagnosis)")
  }

  private static let escaped = refused.replacing("\"", with: "\\\"")

  @Test(arguments: [
    ("a.bru", "post {\n  url: \(url)\n  auth: bearer\n}\nheaders {\n  Accept: a\n}\nbody:json {\n  \(refused)\n}\n"),
    (
      "postman.json",
      #"{"info": {"schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"}, "auth": {"type": "bearer"}, "item": [{"request": {"header": [{"key": "Accept", "value": "a"}], "url": "\#(url)", "body": {"mode": "raw", "raw": "\#(escaped)"}}}]}"#
    ),
    (
      "insomnia.json",
      #"{"__export_format": 4, "resources": [{"url": "\#(url)", "authentication": {"type": "bearer"}, "headers": [{"name": "Accept", "value": "a"}], "body": {"text": "\#(escaped)"}}]}"#
    ),
  ])
  func `a client that adds the key by itself needs no header`(_ name: String, _ text: String) throws {
    let folder = try Workspace([
      name: text, "x-\(name)": text.replacing("bearer", with: name == "postman.json" ? "noauth" : "none"),
    ])
    let outcome = try folder.check(".", "--select", "missing-header", "--format", "concise")
    #expect(outcome.found.map { $0.split(separator: ":").first } == ["x-\(name)"], "\(outcome)")
  }

  @Test func `a walk finds the files of HTTP clients, and scripts only where they are named`() throws {
    let command = "curl https://api.openai.com/v1/chat/completions -d '\(Payload.bad)'\n"
    let folder = try Workspace([
      "a.http": "POST https://api.openai.com/v1/chat/completions\n\n\(Payload.bad)\n", "b.sh": command,
      "c.md": "```sh\n\(command)```\n", "d.md": "Nothing here\n",
    ])
    #expect(try folder.check("--format", "concise", ".").found == ["a.http:3:21 unknown-parameter"])
    let named = try folder.check("--format", "concise", "b.sh", "c.md", "d.md")
    #expect(named.found == ["b.sh:1:73 unknown-parameter", "c.md:2:73 unknown-parameter"])
    try folder.write(Array("files:\n  \"*.md\": {}\n".utf8), to: ".reqlint.yaml")
    let listed = try folder.check("--format", "concise", ".")
    #expect(listed.found == ["a.http:3:21 unknown-parameter", "c.md:2:73 unknown-parameter"], "\(listed.stdout)")
  }

  @Test func `a fix in a body of another file is written as that file wants`() throws {
    let folder = try Workspace([
      "a.sh": "curl https://api.openai.com/v1/chat/completions -d \"\(Payload.bad.replacing("\"", with: "\\\""))\"\n"
    ])
    _ = try folder.run("fix", "--as-of", "2026-06-01", "--unsafe-fixes", "a.sh")
    #expect(try folder.text(of: "a.sh").contains(#"\"temperature\": 1"#))
  }

  @Test func `a finding shows what it is about wherever a script has the body`() throws {
    let url = "https://api.openai.com/v1/chat/completions"
    let command = "curl -d '\(Payload.bad)' \(url)\n"
    let folder = try Workspace([
      "a.sh": "BODY='\(Payload.bad)'\n\(command)\(command)curl \(url) -d \"$BODY\"\n"
    ])
    let outcome = try folder.check("--select", "unknown-parameter", "a.sh")
    #expect(outcome.stdout.split(separator: "\n").filter { $0.contains("\"temperture\"") }.count == 3, "\(outcome)")
  }

  @Test func `a prompt of GitHub Models is known by the name of its file`() throws {
    let good = """
      name: Sum up
      model: openai/gpt-4o-mini
      modelParameters: {temperature: 0.5, maxTokens: 100}
      messages:
        - role: user
          content: "Sum up {{input}}"
      testData: [{input: a, expected: b}]
      evaluators: [{name: c, string: {contains: d}}, {name: e, uses: github/similarity}]

      """
    let bad = """
      model: openai/o3-mini
      modelParameters:
        temperature: 0.5
        max_tokens: 5
      responseFormat: xml
      messages:
        - role: bot
          content: "{{input}}"
        - role: user
          content: [a]
      evaluators: [{name: c, string: {startswith: d}}]

      """
    let other = "name: a\ntemplate: Tell {{$x}}\ninput_variables: [{name: x}]\n"
    let folder = try Workspace([
      "good.prompt.yml": good, "bad.prompt.yml": bad, "bad.yml": bad, "other.prompt.yaml": other,
    ])
    let check = try folder.check("--format", "concise", ".")
    #expect(
      check.found == [
        "bad.prompt.yml:3:3 unsupported-parameter", "bad.prompt.yml:4:3 unknown-parameter",
        "bad.prompt.yml:5:17 unknown-value", "bad.prompt.yml:7:11 unknown-value", "bad.prompt.yml:10:14 wrong-type",
        "bad.prompt.yml:11:33 ignored-parameter",
      ], "\(check.stdout)")
    #expect(try folder.check("good.prompt.yml").status == 0)
    let config = try folder.run("config", "good.prompt.yml")
    #expect(config.stdout.contains("the name of the file"), "\(config.stdout)")
  }

  @Test func `a training file with few examples is told of at its end, once`() throws {
    let line = #"{"messages": [{"role": "user", "content": "Hi"}, {"role": "assistant", "content": "Ho"}]}"# + "\n"
    let folder = try Workspace([
      "few.jsonl": String(repeating: line, count: 9) + "\n", "enough.jsonl": String(repeating: line, count: 10),
      "one.json": line,
    ])
    let api = ["--format", "concise", "--provider", "openai", "--endpoint", "fine-tuning-chat"]
    let check = try Binary.run(
      ["check", "--as-of", "2026-06-01"] + api + ["few.jsonl", "enough.jsonl", "one.json"], in: folder)
    #expect(check.found == ["few.jsonl:9:2 few-examples"], "\(check.stdout)")
    #expect(check.stdout.contains("the file has 9 examples, and OpenAI wants at least 10"))
  }

  @Test func `where a batch names the model its lines need not`() throws {
    let line =
      #"{"custom_id": "a", "body": {"max_tokens": "5", "messages": [{"role": "user", "content": "Hi"}]}}"# + "\n"
    let folder = try Workspace(["a.jsonl": line + line])
    let check = try folder.check("--format", "concise", "--provider", "mistral", "a.jsonl")
    #expect(check.found == ["a.jsonl:1:43 wrong-type", "a.jsonl:2:43 wrong-type"], "\(check.stdout)")
  }

  @Test func `what an API took is not mended`() throws {
    let folder = try Workspace(["c.yaml": Self.cassette])
    _ = try folder.run("fix", "--as-of", "2026-06-01", "--unsafe-fixes", "c.yaml")
    #expect(try folder.text(of: "c.yaml") == Self.cassette)
  }

  @Test func `few bytes that stand for very many are not read`() throws {
    let folder = try Workspace()
    let bomb = #"""
      { printf 'interactions:\n- request: {uri: "https://api.openai.com/v1/chat/completions", body: !!binary "'
        { printf '{"model":"gpt-4o","messages":['; head -c 80000000 /dev/zero | tr '\0' ' '; printf ']}'; } \
          | gzip | base64 | tr -d '\n'
        printf '"}\n'; } | "$0" check --allow-empty --stdin-filename c.yaml -
      """#
    #expect(try folder.run(through: bomb).status == 0)
  }

  @Test func `the same mistake in many lines is summed up, unless all is asked for`() throws {
    let folder = try Workspace(["a.jsonl": String(repeating: Payload.bad + "\n", count: 12)])
    let short = try folder.check("a.jsonl")
    #expect(short.stdout.split(separator: "\n").count { $0.hasPrefix("error[unknown-parameter]") } == 5)
    #expect(short.stdout.contains("[unknown-parameter] at /temperture: 7 more in a.jsonl, the last in line 12"))
    #expect(short.stdout.contains("12 errors"))
    let all = try folder.check("--all", "a.jsonl")
    #expect(all.stdout.split(separator: "\n").count { $0.hasPrefix("error[unknown-parameter]") } == 12)
  }
}
