import Configuration
import DocumentTree
import Facts
import Foundation
import Linting
import SourceText
import Testing

/// `rules/configuration.schema.json`, by which editors without reqlint check and complete a `.reqlint.yaml`.
struct ConfigurationSchemaTests {
  private static let path = "rules/configuration.schema.json"

  @Test func `the schema has the keys that are explained, and the names of rules and providers`() throws {
    try Project.hold(Self.path, to: text())
  }

  /// A mapping of the configuration, by the keys that lead to it, and where the schema has it.
  @Test(arguments: [
    ([], "", "unheard: 1"),
    (["files", "*"], "/properties/files/additionalProperties", "files: {a: {unheard: 1}}"),
    (
      ["models", "*"], "/properties/models/additionalProperties", "models: {gpt-4o: {provider: openai, unheard: 1}}"
    ),
    (["limits"], "/properties/limits", "limits: {unheard: 1}"),
  ])
  func `the schema has the keys that the decoder takes`(_ keys: [String], _ pointer: String, _ text: String) throws {
    let configuration = Configuration(ContiguousArray(text.utf8), path: "/p/.reqlint.yaml", facts: .embedded)
    let taken = configuration.alternatives.first { configuration.document.source.text($0.key) == "unheard" }?.value
    let schema = try #require(
      try JSONSerialization.jsonObject(with: Data(Project.text(Self.path).utf8)) as? [String: Any])
    let section = pointer.split(separator: "/").reduce(schema) { $0[String($1)] as? [String: Any] ?? [:] }
    #expect(section["additionalProperties"] as? Bool == false)
    let properties = try #require(section["properties"] as? [String: [String: Any]])
    let provenance: Set = ["source", "checked", "confidence"]
    #expect(Set(properties.keys).subtracting(provenance) == Set(taken ?? []))
    for (name, property) in properties where keys != ["models", "*"] {
      #expect(property["description"] as? String == ConfigurationKeys.summary(of: keys + [name]), "\(name)")
    }
  }

  // MARK: The text

  private func text() throws -> String {
    let vocabulary = try JSONSerialization.jsonObject(with: Data(Project.text("rules/vocabulary.schema.json").utf8))
    let definitions = (vocabulary as? [String: Any])?["$defs"] as? [String: Any]
    let model = definitions?["model"] as? [String: Any]
    let facts = (model?["properties"] as? [String: Any])?.keys.sorted() ?? []
    let modelFacts = facts.map { name in
      ##"          "\##(name)": {"$ref": "vocabulary.schema.json#/$defs/model/properties/\##(name)"}"##
    }
    return """
      {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "https://raw.githubusercontent.com/reqlint/reqlint/main/rules/configuration.schema.json",
        "title": ".reqlint.yaml",
        "description": "The configuration of reqlint, for the files in its folder and below. Generated: see Tests/DocumentationTests.",
        "type": ["object", "null"],
        "properties": {
          "extends": {
            \(summary("extends")),
            "anyOf": [{"$ref": "#/$defs/path"}, {"type": "array", "items": {"$ref": "#/$defs/path"}}]
          },
          "required-version": {
            \(summary("required-version")),
            "type": "string",
            "pattern": "^ *((>=|<=|==|>|<) *v?\\\\d[\\\\d.]*|v?\\\\d+\\\\.\\\\d[\\\\d.]*)([-+][^,]*)?(, *((>=|<=|==|>|<) *v?\\\\d[\\\\d.]*|v?\\\\d+\\\\.\\\\d[\\\\d.]*)([-+][^,]*)?)*$",
            "examples": ["0.1.0", ">=0.1.0, <2"]
          },
          "required-facts": {
            \(summary("required-facts")),
            "type": "string",
            "pattern": "^\\\\d{4}-\\\\d{2}-\\\\d{2}$",
            "examples": ["2026-11-21"]
          },
          "files": {
            \(summary("files")),
            "type": "object",
            "propertyNames": {"pattern": "^[^!#]"},
            "additionalProperties": {
              "type": "object",
              "properties": {
                "provider": {
                  \(summary("files", "*", "provider")),
                  "$ref": "#/$defs/provider"
                },
                "endpoint": {\(summary("files", "*", "endpoint")), "type": "string", "examples": ["chat-completions"]},
                "model": {\(summary("files", "*", "model")), "type": "string", "examples": ["gpt-4o"]},
                "server": {\(summary("files", "*", "server")), "type": "string", "examples": ["0.13.0"]},
                "rules": {
                  \(summary("files", "*", "rules")),
                  "$ref": "#/$defs/rules"
                }
              },
              "dependentRequired": {"endpoint": ["provider"]},
              "additionalProperties": false
            }
          },
          "rules": {
            \(summary("rules")),
            "$ref": "#/$defs/rules"
          },
          "models": {
            \(summary("models")),
            "type": "object",
            "additionalProperties": {
              "type": "object",
              "properties": {
                "provider": {\(summary("models", "*", "provider")), "$ref": "#/$defs/provider"},
                "like": {\(summary("models", "*", "like")), "type": "string", "examples": ["openai/gpt-4.1"]},
      \(modelFacts.joined(separator: ",\n"))
              },
              "anyOf": [{"required": ["provider"]}, {"required": ["like"]}],
              "additionalProperties": false
            }
          },
          "limits": {
            \(summary("limits")),
            "type": "object",
            "properties": {
              \(limits.joined(separator: ",\n        "))
            },
            "additionalProperties": false
          },
          "exclude": {
            \(summary("exclude")),
            "type": "array",
            "items": {"type": "string", "minLength": 1},
            "examples": [["fixtures/broken/"]]
          },
          "ignore": {
            \(summary("ignore")),
            "type": "array",
            "items": {
              "type": "object",
              "properties": {
                "files": {\(summary("ignore", "files")), "type": "string", "minLength": 1},
                "rule": {\(summary("ignore", "rule")), "$ref": "#/$defs/rule"},
                "pointer": {\(summary("ignore", "pointer")), "type": "string", "pattern": "^(/|$)"},
                "custom_id": {\(summary("ignore", "custom_id")), "type": "string"},
                "line": {\(summary("ignore", "line")), "$ref": "#/$defs/count"},
                "reason": {\(summary("ignore", "reason")), "type": "string"}
              },
              "required": ["files", "rule"],
              "additionalProperties": false
            }
          },
          "baseline": {\(summary("baseline")), "type": "string", "minLength": 1},
          "compare": {
            \(summary("compare")),
            "type": ["string", "array"],
            "items": {"type": "string", "minLength": 1},
            "examples": ["all-chat", ["openai/gpt-4.1", "ollama/*"]]
          }
        },
        "additionalProperties": false,
        "$defs": {
          "path": {"type": "string", "minLength": 1, "not": {"pattern": "://"}},
          "count": {"type": "integer", "minimum": 0},
          "provider": {
            "enum": [
              \(list(Facts.embedded.providers.map(\.id)))
            ]
          },
          "level": {"enum": [\(RuleLevel.words.map { "\"\($0)\"" }.joined(separator: ", "))]},
          "rules": {
            "type": "object",
            "propertyNames": {"anyOf": [{"$ref": "#/$defs/rule"}, {"pattern": "^[a-z-]+/.|\\\\*$"}]},
            "additionalProperties": {"$ref": "#/$defs/level"}
          },
          "rule": {
            "enum": [
              \(list(RuleChoice.words))
            ]
          }
        }
      }

      """
  }

  private var limits: [String] {
    ["tpm", "tpd", "rpm", "rpd", "enqueued_tokens"].map { key in
      ##""\##(key)": {\##(summary("limits", key)), "$ref": "#/$defs/count"}"##
    }
  }

  private func summary(_ path: String...) -> String {
    let words = ConfigurationKeys.summary(of: path) ?? ""
    return #""description": "\#(words.replacingOccurrences(of: "\"", with: "\\\""))""#
  }

  /// One name a line.
  private func list(_ names: [String]) -> String {
    names.map { "\"\($0)\"" }.joined(separator: ",\n        ")
  }
}
