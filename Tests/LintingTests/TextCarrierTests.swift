import DocumentTree
import Facts
import Linting
import SourceText
import Testing

/// Requests in texts for HTTP clients, in scripts and in Markdown.
@Suite struct TextCarrierTests {
  struct Case: Sendable, CustomTestStringConvertible {
    let name: String
    let format: Document.Format
    /// With « and » around what is underlined, in order; hints that a key is missing are left out.
    let text: String
    /// The text with all fixes applied; nil where there is none.
    var fixed: String?
    var requests = 1

    var testDescription: String { name }
  }

  static let url = "https://api.openai.com/v1/chat/completions"
  static let auth = "Authorization: Bearer {{key}}"
  static let messages = #""messages": [{"role": "user", "content": "Hi"}]"#

  static let clients = [
    Case(
      name: "REST Client", format: .http,
      text: """
        @host = https://api.openai.com
        # @name chat
        POST \(url) HTTP/1.1
        Content-Type: application/json
        \(auth)

        {
          "model": "gpt-4.1",
          "temperature": «3»,
          \(messages)
        }

        ###

        GET https://api.openai.com/v1/models
        \(auth)
        """),
    Case(
      name: "JetBrains", format: .http,
      text: """
        ### Chat
        < {%
          request.variables.set("n", 1)
        %}
        // the cheap one
        POST \(url)
            ?x=1
        \(auth)

        {"model": "gpt-4.1", "temperature": {{temperature}}, "n": «"two"», \(messages)}

        > {% client.test("ok", function() {}) %}
        <> answer.200.json
        """),
    Case(
      name: "an open base and CRLF", format: .http,
      text:
        "POST {{base}}/chat/completions\r\n\(auth)\r\n\r\n{\"model\": \"gpt-4.1\",\r\n \"temperature\": «3»,\r\n \(messages)}\r\n\r\n# the end\r\n"
    ),
    Case(
      name: "two requests, a fix", format: .http,
      text: """
        POST \(url)
        \(auth)

        {"model": "gpt-4.1", \(messages)}
        ### second
        POST \(url)
        \(auth)

        {"model": "gpt-4.1", "messages": [{"role": «"usr"», "content": "it's"}]}
        """,
      fixed: """
        POST \(url)
        \(auth)

        {"model": "gpt-4.1", \(messages)}
        ### second
        POST \(url)
        \(auth)

        {"model": "gpt-4.1", "messages": [{"role": "user", "content": "it's"}]}
        """, requests: 2),
    Case(
      name: "Bruno", format: .bruno,
      text: """
        meta {
          name: Chat
          type: http
        }

        post {
          url: \(url)
          body: json
          auth: bearer
        }

        headers {
          Authorization: Bearer {{key}}
          ~x-off: 1
        }

        body:json {
          {
            "model": "gpt-4.1",
            "temperature": «3»,
            \(messages)
          }
        }

        script:pre-request {
          x()
        }
        """),
    Case(
      name: "Postman 2.1", format: .json,
      text: #"""
        {"info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
         "item": [{"name": "folder", "item": [{"name": "Chat", "request": {"method": "POST",
           "header": [{"key": "Authorization", "value": "Bearer {{key}}"}],
           "body": {"mode": "raw", "raw": "{\r\n  \"model\": \"gpt-4.1\", \"n\": {{n}}, \"temperature\": «3», \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"},
           "url": {"raw": "https://api.openai.com/v1/chat/completions", "host": ["api", "openai", "com"]}}}]}]}
        """#),
    Case(
      name: "Insomnia 4", format: .json,
      text: #"""
        {"_type": "export", "__export_format": 4, "resources": [{"_type": "workspace"}, {"_type": "request",
          "url": "{{ _.base }}/v1/chat/completions", "method": "POST", "headers": [{"name": "Authorization", "value": "Bearer {{ _.key }}"}],
          "body": {"mimeType": "application/json", "text": "{\"model\": \"gpt-4.1\", \"temperature\": «3», \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}"}}]}
        """#),
    Case(
      name: "Insomnia 5", format: .yaml,
      text: """
        type: collection.insomnia.rest/5.0
        name: x
        collection:
          - name: folder
            children:
              - url: \(url)
                method: POST
                headers: [{name: Authorization, value: "Bearer {{ _.key }}"}]
                body:
                  mimeType: application/json
                  text: |-
                    {"model": "gpt-4.1", "temperature": «3», \(messages)}
        """),
  ]

  static let scripts = [
    Case(
      name: "single quotes over lines", format: .shell,
      text: """
        #!/bin/sh
        # curl https://api.openai.com/v1/embeddings -d '{"model": 1}'
        set -e
        curl -sS \\
          -H "Authorization: Bearer $OPENAI_API_KEY" \\
          \(url) \\
          -d '{
            "model": "gpt-4.1",
            "temperature": «3»,
            \(messages)
          }' | jq .
        """),
    Case(
      name: "double quotes with a fix", format: .shell,
      text:
        #"R=$(curl -X POST "$BASE/v1/chat/completions" -H 'Authorization: Bearer x' --json "{\"model\": \"gpt-4.1\", \"n\": $N, \"messages\": [{\"role\": «\"usr\"», \"content\": \"$Q\"}]}")"#,
      fixed:
        #"R=$(curl -X POST "$BASE/v1/chat/completions" -H 'Authorization: Bearer x' --json "{\"model\": \"gpt-4.1\", \"n\": $N, \"messages\": [{\"role\": \"user\", \"content\": \"$Q\"}]}")"#
    ),
    Case(
      name: "quotes that change", format: .shell,
      text:
        #"curl \#(url) -H 'Authorization: x' --data-raw '{"model": "'"$MODEL"'", "temperature": «3», "messages": [{"role": "user", "content": "it'\''s"}]}'"#
    ),
    Case(
      name: "a here-document", format: .shell,
      text: """
        curl \(url) -H "Authorization: Bearer $KEY" --data @- <<'EOF'
        {"model": "gpt-4.1", "temperature": «3», \(messages)}
        EOF
        echo done
        """),
    Case(
      name: "a here-document that the shell fills in", format: .shell,
      text: """
        curl \(url) -H "Authorization: Bearer $KEY" -d @- <<EOF | jq .
        {"model": "${MODEL}", "temperature": «3», "messages": [{"role": "user", "content": "\\$5 $(date)"}], "n": ${N}}
        EOF
        """),
    Case(
      name: "a here-document that is printed", format: .shell,
      text: """
        curl \(url) -H "Authorization: Bearer $KEY" -d "$(cat <<EOF
        {"model": "gpt-4.1", "temperature": «3», \(messages)}
        EOF
        )"
        """),
    Case(
      name: "a here-document that something is done with", format: .shell,
      text: """
        curl \(url) -H "Authorization: Bearer $KEY" -d "$(cat <<EOF
        :)
        EOF
        jq .
        )" -H "X: y"; curl \(url) -H "Authorization: x" -d '{"model": "gpt-4.1", "n": «"a"», \(messages)}'
        """),
    Case(
      name: "a here-document through a pipe", format: .shell,
      text: """
        n=$((1 << 2)); curl \(url) -H "Authorization: x" -d '{"model": "gpt-4.1", "n": «"a"», \(messages)}'
        cat <<-'JSON' | curl \(url) -H "Authorization: Bearer $KEY" --json @- | jq .
        \t{"model": "gpt-4.1", "temperature": «3», \(messages)}
        \tJSON
        curl \(url) -H "Authorization: x" -d '{"model": "gpt-4.1", "n": «"b"», \(messages)}'
        """, requests: 3),
    Case(
      name: "short options in one word", format: .shell,
      text: #"curl -sXPOST -d'{"model": "gpt-4.1", "temperature": «3», \#(messages)}' -HAuthorization:x \#(url)"#),
    Case(
      name: "a here-string", format: .shell,
      text: #"""
        BODY='{"model": "gpt-4.1", "temperature": «3», \#(messages)}'
        curl -H "Authorization: Bearer $KEY" -d @- \#(url) <<<"$BODY"
        curl -H "Authorization: Bearer $KEY" -d @- \#(url) <<< '{"model": "gpt-4.1", "temperature": «4», \#(messages)}'
        """#, requests: 2),
    Case(
      name: "what is printed", format: .shell,
      text: #"""
        echo '{"model": "gpt-4.1", "temperature": «3», \#(messages)}' | curl -H "Authorization: Bearer $KEY" -d @- \#(url)
        BODY='{"model": "gpt-4.1", "temperature": «4», \#(messages)}'
        printf '%s\n' "$BODY" |
          curl -H "Authorization: Bearer $KEY" --json @- \#(url)
        echo -n '{"model": "gpt-4.1", "temperature": 3, \#(messages)}' | jq .x | curl -d @- \#(url)
        echo '{"model": "gpt-4.1", "temperature": 3, "stop": "\n", \#(messages)}' | curl -d @- \#(url)
        echo -e '{"model": "gpt-4.1", "temperature": 3, \#(messages)}' | curl -d @- \#(url)
        echo '{"model": "gpt-4.1", "temperature": 3, \#(messages)}' || curl -d @- \#(url)
        printf '{"model": "gpt-4.1", "temperature": 3, \#(messages)}' | curl -d @- \#(url)
        echo '{"model": "gpt-4.1", "temperature": 3, \#(messages)}' | curl \#(url); curl -d @- \#(url)
        """#, requests: 2),
    Case(
      name: "a variable", format: .shell,
      text: #"""
        BODY='{
          "model": "gpt-4.1",
          "messages": [{"role": «"usr"», "content": "the BODY of it"}]
        }'
        readonly SECOND="{\"model\": \"$MODEL\", \"temperature\": «3», \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";
          THIRD=$(cat <<EOF
        {"model": "gpt-4.1", "n": «"two"», \#(messages)}
        EOF
        )
        curl \#(url) -H "Authorization: Bearer $KEY" -d "$BODY"
        curl \#(url) -H "Authorization: Bearer $KEY" --json "${SECOND}" | jq .
        curl \#(url) -H "Authorization: Bearer $KEY" --data-raw "$THIRD"
        curl \#(url) -H "Authorization: Bearer $KEY" -d "$BODY"
        """#,
      fixed: #"""
        BODY='{
          "model": "gpt-4.1",
          "messages": [{"role": "user", "content": "the BODY of it"}]
        }'
        readonly SECOND="{\"model\": \"$MODEL\", \"temperature\": 2, \"messages\": [{\"role\": \"user\", \"content\": \"Hi\"}]}";
          THIRD=$(cat <<EOF
        {"model": "gpt-4.1", "n": "two", \#(messages)}
        EOF
        )
        curl \#(url) -H "Authorization: Bearer $KEY" -d "$BODY"
        curl \#(url) -H "Authorization: Bearer $KEY" --json "${SECOND}" | jq .
        curl \#(url) -H "Authorization: Bearer $KEY" --data-raw "$THIRD"
        curl \#(url) -H "Authorization: Bearer $KEY" -d "$BODY"
        """#, requests: 3),
    Case(
      name: "a file that the script writes", format: .shell,
      text: """
        cat > body.json <<'EOF'
        {"model": "gpt-4.1", "temperature": «3», \(messages)}
        EOF
        cat <<EOF >./b/second.json && curl \(url) -H "Authorization: Bearer $KEY" -d @b/second.json
        {"model": "$MODEL", "n": «"two"», \(messages)}
        EOF
        curl \(url) -H "Authorization: Bearer $KEY" --data-binary "@body.json"
        rm -f body.json
        """, requests: 2),
    Case(
      name: "what a name stands for when it is sent is not known", format: .shell,
      text: #"""
        A='{"model": "gpt-4.1", "temperature": 3, \#(messages)}'
        A+=x
        B='{"model": "gpt-4.1", "temperature": 3, \#(messages)}' true
        C='{"model": "gpt-4.1", "temperature": 3, \#(messages)}'
        read -r C < x
        D='{"model": "gpt-4.1", "temperature": 3, \#(messages)}' | x
        E='{"model": "gpt-4.1", "temperature": 3, \#(messages)}'
        if x; then E='{}'; fi
        F='{"model": "gpt-4.1", "temperature": 3, \#(messages)}'
        cat > g.json <<END
        {"model": "gpt-4.1", "temperature": 3, \#(messages)}
        END
        sed -i s/3/1/ g.json
        cat >> h.json <<END
        {"model": "gpt-4.1", "temperature": 3, \#(messages)}
        END
        cat <<END | sed s/3/1/ > i.json
        {"model": "gpt-4.1", "temperature": 3, \#(messages)}
        END
        cat > k.json <<END
        {"model": "gpt-4.1", "temperature": 3, \#(messages)}
        END
        curl \#(url) --data-raw @k.json
        cat > "$J" <<END
        {"model": "gpt-4.1", "temperature": 3, \#(messages)}
        END
        curl \#(url) -d "$A"; curl \#(url) -d "$B"; curl \#(url) -d "$C"; curl \#(url) -d "$D"; curl \#(url) -d "$E"
        curl \#(url) -d $F; curl \#(url) -d '$F'; curl \#(url) -d "$F "; curl \#(url) -d "$G"
        curl \#(url) -d @g.json; curl \#(url) -d @h.json; curl \#(url) -d @i.json; curl \#(url) -d @$J; curl \#(url) -d "@$J"
        G='{"model": "gpt-4.1", "temperature": 3, \#(messages)}'
        H='{"model": "gpt-4.1", "temperature": 3, \#(messages)}'
        source ./x.sh
        curl \#(url) -d "$H"
        """#, requests: 0),
    Case(
      name: "what a shell makes is not known", format: .shell,
      text: #"""
        curl \#(url) -d "{ $PARAMS }"
        curl \#(url) -d "$(jq -n '{}')"
        curl \#(url) -d @body.json
        curl \#(url) -F x=1
        curl -d '{"temperature": 3}'
        """#, requests: 0),
    Case(
      name: "Markdown", format: .markdown,
      text: """
        # How to

        ```json
        {"model": "gpt-4.1", "temperature": «3», \(messages)}
        ```

        1. Then:

           ```bash title="x"
           $ curl \(url) \\
               -H "Authorization: Bearer $KEY" \\
               -d '{"model": "gpt-4.1", "n": «"two"», \(messages)}'
           ```

        ~~~http
        POST \(url)
        \(auth)

        {"model": "gpt-4.1", "temperature": «-1», \(messages)}
        ~~~

        ```json
        {"model": "gpt-4.1", "temperature": 3, "messages": [...]}
        ```

        ```python
        {"model": "gpt-4.1", "temperature": 3, \(messages)}
        ```

        ```json
        {"name": "x", "version": 3}
        """, requests: 3),
    Case(
      name: "Markdown with comments", format: .markdown,
      text: """
        ```jsonc
        // The cheap one
        {
          "model": "gpt-4.1", // or "gpt-4.1-mini"
          "temperature": «3», /* at most 2 */
          \(messages),
        }
        ```
        ```json5
        {"model": "gpt-4.1", # one of {{models}}
         "n": «"two"», \(messages)}
        ```
        ```json
        {"model": "gpt-4.1", \(messages), "temperature": «-1»} // too cold
        ```
        """, requests: 3),
    Case(
      name: "Markdown with comments in the place of what is left out", format: .markdown,
      text: """
        ```jsonc
        {"model": "gpt-4.1", "messages": [
          // …
        ]}
        ```
        ```jsonc
        {"model": "gpt-4.1", \(messages), "tools": [{"type": "function", "function": {/* as above */}}],
         "response_format": {"type": "json_schema", "json_schema": {"name": "x", "strict": true, "schema": {
           "type": "object", // and so on
         }}}}
        ```
        ```jsonc
        {"model": "gpt-4.1", "messages": [
          {"role": "user", "content": "Hi"},
          {"role": "assistant", "tool_calls": [{"id": "1", "type": "function", "function": {"name": "f", "arguments": "{}"}}]},
          // The result
          {"role": "user", "content": "Hi"},
          {"role": "user" /* with a picture */}
        ]}
        ```
        ```json
        {"model": "gpt-4.1", "temperature": 3 /* and messages */}
        ```
        ```jsonc
        {"model": "gpt-4.1", "messages": [
          {"role": "user", "content": "Hi"} // …
        ], "response_format": {"type": "json_object"}, "stream_options": {"include_usage": true}}
        ```
        ```json
        {
          // The conversation so far
          "messages": [],
          "model": "gpt-4.1",
          "tools": [], // optional
          "tool_choice": "auto",
          "tool_choice": "none", // or none at all
          "response_format": {"type": "json_schema", "json_schema": {"name": "x", "strict": true, "schema": {}}}
        }
        ```
        ```jsonc
        {"model": "gpt-4.1", "temperature": 3, \(messages) // }
        ```
        ```json5
        {model: 'gpt-4.1', "temperature": 3, \(messages)}
        ```
        """, requests: 5),
  ]

  @Test(arguments: clients + scripts)
  func `a request is found where people write it`(_ row: Case) {
    let marked = Marks(row.text)
    let verdict = lint(marked.text, row.format)
    #expect(verdict.requests.count == row.requests)
    let found = verdict.diagnostics.filter { $0.rule != "missing-header" }
    #expect(found.map(\.range) == marked.ranges, "\(verdict.diagnostics.map { "\($0.range) \($0.message)" })")
    guard let fixed = row.fixed else { return }
    let mended = SourceText(marked.text).applying(found.flatMap(\.fixes).flatMap(\.edits))
    #expect(mended.text(ByteRange(0, mended.count)) == fixed)
  }

  @Test(arguments: [Document.Format.http, .bruno, .shell, .markdown])
  func `no text makes the reader stop`(_ format: Document.Format) {
    let whole = Self.clients.map(\.text).joined(separator: "\n") + Self.scripts.map(\.text).joined(separator: "\n")
    let bytes = Array(whole.utf8)
    for start in stride(from: 0, to: bytes.count, by: 61) {
      for length in [0, 1, 7, 300] {
        let part = ContiguousArray(bytes[start..<min(bytes.count, start + length)])
        let document = Document.parse(SourceText(part), as: format)
        for node in document.roots.flatMap({ Array($0.subtree) }) {
          #expect(node.range.upper <= part.count)
          _ = Document.template(in: node)
        }
      }
    }
    for text in [
      "'", "\"", "$(", "`", "<<", "<<EOF\n", "${", "\\", "$'\\", "{{", "\"$A\"\nA='", "@a\ncat >a<<A",
      "@-\necho '|curl", "```", "###",
      "post {", "<",
    ] {
      let command = "curl https://x -d " + text
      _ = lint(command, format)
      _ = lint(String(repeating: command, count: 50), format)
    }
  }

  private func lint(_ text: String, _ format: Document.Format) -> Verdict {
    let day = Day("2026-06-01") ?? Day(secondsSince1970: 0)
    return Linter(facts: .embedded, settings: LintSettings(today: day)).lint(
      Document.parse(SourceText(text), as: format))
  }
}
