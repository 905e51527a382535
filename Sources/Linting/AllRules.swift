/// Every rule there is. A new rule is one file in `Rules/` and one line here, in its group.
package enum AllRules {
  package static let list: [any Rule.Type] = groups.flatMap { $0.rules }

  /// The groups that rules are in, each in one. By a group's id its rules are chosen together.
  package static let groups: [RuleGroup] = [
    RuleGroup(id: "syntax", about: "syntax", syntax),
    RuleGroup(id: "body", about: "the shape of the body", body),
    RuleGroup(id: "schemas", about: "JSON Schemas", schemas),
    RuleGroup(id: "batches", about: "batch files", batches),
    RuleGroup(id: "conversation", about: "the conversation", conversation),
    RuleGroup(id: "model", about: "the model", model),
    RuleGroup(id: "version", about: "the version of the API", version),
    RuleGroup(id: "media", about: "images and files", media),
    RuleGroup(id: "envelope", about: "the envelope", envelope),
    RuleGroup(id: "configuration", about: "the configuration, and comments for reqlint", configuration),
  ]

  private static let syntax: [any Rule.Type] = [
    InvalidUTF8.self,
    ByteOrderMark.self,
    InvalidJSON.self,
    InvalidYAML.self,
    LoneSurrogate.self,
    YAMLSurrogatePair.self,
    DuplicateKey.self,
    UndefinedAlias.self,
    AmbiguousScalar.self,
  ]

  private static let body: [any Rule.Type] = [
    MissingParameter.self,
    UnknownParameter.self,
    IgnoredParameter.self,
    SDKArgument.self,
    WrongType.self,
    UnknownValue.self,
    OutOfRange.self,
    WrongLength.self,
    BlankText.self,
    InvalidName.self,
    InvalidDuration.self,
    MissingCompanion.self,
    ConflictingParameters.self,
    DeprecatedParameter.self,
  ]

  private static let schemas: [any Rule.Type] = [
    SchemaRoot.self,
    IncompleteSchema.self,
    OpenObject.self,
    OptionalProperty.self,
    UnsupportedSchemaKeyword.self,
    InvalidPattern.self,
    DanglingReference.self,
    EmptyRange.self,
    SchemaLimit.self,
  ]

  private static let batches: [any Rule.Type] = [
    BatchLimit.self,
    FewExamples.self,
    DuplicateCustomID.self,
    MixedBatch.self,
  ]

  private static let conversation: [any Rule.Type] = [
    OrphanToolResult.self,
    UnansweredToolCall.self,
    LateToolResult.self,
    DuplicateID.self,
    LoneReasoning.self,
    MalformedArguments.self,
    MismatchedArguments.self,
    UndeclaredTool.self,
    DuplicateTool.self,
    TurnOrder.self,
    EmptyTurn.self,
    TrailingSpace.self,
    MissingJSONWord.self,
    MissingThinking.self,
    LateThinking.self,
    CachePoints.self,
  ]

  private static let model: [any Rule.Type] = [
    UnknownModel.self,
    ModelNameCase.self,
    RetiredModel.self,
    RetiringModel.self,
    WrongEndpoint.self,
    UnsupportedParameter.self,
    UnsupportedValue.self,
    OutputLimit.self,
    ContextWindow.self,
    TruncatedPrompt.self,
    ThinkingBudget.self,
    UsageLimit.self,
    MissingCapability.self,
  ]

  private static let version: [any Rule.Type] = [
    InvalidAPIVersion.self,
    OldAPIVersion.self,
    OldServer.self,
  ]

  private static let media: [any Rule.Type] = [
    InvalidMediaURL.self,
    WrongMediaType.self,
    InvalidBase64.self,
    MediaLimit.self,
  ]

  private static let envelope: [any Rule.Type] = [
    InvalidHeader.self,
    MissingHeader.self,
    WrongMethod.self,
    ExposedKey.self,
    RefusedRequest.self,
  ]

  private static let configuration: [any Rule.Type] = [
    UnknownAPI.self,
    InvalidComment.self,
    UnusedSuppression.self,
    InvalidConfiguration.self,
  ]

  package static let ids = Set(list.map { $0.card.id })

  /// The cards of all rules, by id.
  package static var cards: [RuleCard] {
    list.map { $0.card }.sorted { $0.id < $1.id }
  }
}

/// Rules about one thing.
package struct RuleGroup: Sendable {
  /// In kebab case, and the id of no rule.
  package let id: String
  /// What its rules are about, in a few words.
  package let about: String
  package let rules: [any Rule.Type]

  init(id: String, about: String, _ rules: [any Rule.Type]) {
    self.id = id
    self.about = about
    self.rules = rules
  }
}
