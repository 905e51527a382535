/// Every rule there is. A new rule is one file in `Rules/` and one line here.
package enum AllRules {
  package static let list: [any Rule.Type] = [
    // Syntax.
    InvalidUTF8.self,
    ByteOrderMark.self,
    InvalidJSON.self,
    InvalidYAML.self,
    LoneSurrogate.self,
    YAMLSurrogatePair.self,
    DuplicateKey.self,
    UndefinedAlias.self,
    AmbiguousScalar.self,
    // The shape of the body.
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
    // JSON Schemas.
    SchemaRoot.self,
    IncompleteSchema.self,
    OpenObject.self,
    OptionalProperty.self,
    UnsupportedSchemaKeyword.self,
    InvalidPattern.self,
    DanglingReference.self,
    EmptyRange.self,
    SchemaLimit.self,
    // Batch files.
    BatchLimit.self,
    DuplicateCustomID.self,
    MixedBatch.self,
    // The conversation.
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
    // The model.
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
    MissingCapability.self,
    // The version of the API.
    InvalidAPIVersion.self,
    OldAPIVersion.self,
    OldServer.self,
    // Images and files.
    InvalidMediaURL.self,
    WrongMediaType.self,
    InvalidBase64.self,
    MediaLimit.self,
    // The envelope.
    InvalidHeader.self,
    MissingHeader.self,
    WrongMethod.self,
    ExposedKey.self,
    RefusedRequest.self,
    // The configuration, and comments for reqlint.
    UnknownAPI.self,
    InvalidConfiguration.self,
  ]

  /// The cards of all rules, by id.
  package static var cards: [RuleCard] {
    list.map { $0.card }.sorted { $0.id < $1.id }
  }
}
