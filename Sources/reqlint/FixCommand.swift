import ArgumentParser
import Linting

struct FixCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "fix",
    abstract: "Mend request files where that is safe: the same as check --fix.",
    discussion: "Every byte that is not part of a fix stays as it is. Findings that are left are reported.")

  @OptionGroup var options: CheckOptions

  func run() throws {
    var options = options
    options.mendOptions.fix = true
    try options.run()
  }
}

/// How files are mended, beside being linted.
struct MendOptions: ParsableArguments {
  @Flag(help: "Mend what is safe to mend, in the files; standard input goes to standard output.")
  var fix = false

  @Flag(
    name: .customLong("unsafe-fixes"), help: "With --fix or --diff: also apply fixes that change what is asked for.")
  var unsafeFixes = false

  @Flag(help: "Show what --fix would change, and change nothing; exit with 1 where that is something.")
  var diff = false

  @Flag(name: .customLong("show-fixes"), help: "With --fix or --diff: name each fix.")
  var showFixes = false

  @Flag(name: .customLong("exit-non-zero-on-fix"), help: "With --fix: exit with 1 where something was mended.")
  var exitNonZeroOnFix = false

  /// The boldest fixes that are applied; nil: none.
  func safety() throws(ValidationError) -> Fix.Safety? {
    guard fix || diff else {
      if unsafeFixes { throw ValidationError("`--unsafe-fixes` needs `--fix` or `--diff`") }
      if showFixes { throw ValidationError("`--show-fixes` needs `--fix` or `--diff`") }
      if exitNonZeroOnFix { throw ValidationError("`--exit-non-zero-on-fix` needs `--fix`") }
      return nil
    }
    return unsafeFixes ? .unsafe : .safe
  }
}
