package import Linting

/// What a configuration says, together with those that it extends.
package struct ConfigurationContent: Sendable {
  /// In the order in which they count.
  package internal(set) var entries: [Configuration.Entry] = []
  /// What `ignore:` says, in the order of the file, and then of the bases.
  package internal(set) var ignores: [Configuration.Ignore] = []
  /// Of the file that `baseline:` names, absolute. There is one: two would each hold findings that the other calls new.
  package internal(set) var baselinePath: String?
  /// What `rules:` says, without the flags of a run.
  package internal(set) var levels = RuleLevels()
  package internal(set) var limits = UsageLimits()
  /// The models that requests are compared with where nobody names others, as `reqlint compare --with` takes them.
  package internal(set) var comparedModels: [String] = []
  /// In the order of an ignore file: the last that matches counts.
  package internal(set) var exclusions: [String] = []

  /// This content as one has it that takes it over from where it is written.
  var inherited: ConfigurationContent {
    var result = self
    result.ignores = ignores.map(\.inherited)
    return result
  }

  /// This content, and what it leaves open as `base` has it.
  func laid(over base: ConfigurationContent) -> ConfigurationContent {
    var result = self
    result.entries += base.entries
    result.ignores += base.ignores
    result.baselinePath = baselinePath ?? base.baselinePath
    result.levels = levels.laid(over: base.levels)
    result.limits = limits.laid(over: base.limits)
    if comparedModels.isEmpty { result.comparedModels = base.comparedModels }
    result.exclusions = base.exclusions + exclusions
    return result
  }
}
