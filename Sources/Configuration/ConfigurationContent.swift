package import Linting

/// What a configuration says, together with those that it extends.
package struct ConfigurationContent: Sendable {
  /// In the order in which they count.
  package internal(set) var entries: [Configuration.Entry] = []
  /// What `ignore:` says, in the order of the file; those of a base are not taken over.
  package internal(set) var ignores: [Configuration.Ignore] = []
  /// Of the file that `baseline:` names, absolute; that of a base is not taken over.
  package internal(set) var baselinePath: String?
  /// What `rules:` says, without the flags of a run.
  package internal(set) var levels = RuleLevels()
  package internal(set) var limits = UsageLimits()
  /// The models that requests are compared with where nobody names others, as `reqlint compare --with` takes them.
  package internal(set) var comparedModels: [String] = []
  /// In the order of an ignore file: the last that matches counts.
  package internal(set) var exclusions: [String] = []

  /// This content, and what it leaves open as `base` has it.
  func laid(over base: ConfigurationContent) -> ConfigurationContent {
    var result = self
    result.entries += base.entries
    result.levels = levels.laid(over: base.levels)
    result.limits = limits.laid(over: base.limits)
    if comparedModels.isEmpty { result.comparedModels = base.comparedModels }
    result.exclusions = base.exclusions + exclusions
    return result
  }
}
