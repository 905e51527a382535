import ArgumentParser
import Reporting
import SystemPackage

Terminal.keepClosedPipesQuiet()
do {
  let words = ExceptionOptions.completed(CommandLine.arguments.dropFirst())
  // Without a word there is one thing to do.
  var command = try Reqlint.parseAsRoot(words.isEmpty ? ["check"] : words)
  try command.run()
} catch let exit as ExitCode {
  Terminal.exit(exit.rawValue)
} catch let mistake as ValidationError {
  Terminal.complain(mistake.message)
  Terminal.exit(2)
} catch {
  let code = Reqlint.exitCode(for: error)
  let message = Reqlint.fullMessage(for: error)
    .split(separator: "\n", omittingEmptySubsequences: false).map { String($0).forTerminal }.joined(separator: "\n")
  if !message.isEmpty { Terminal.write(message + "\n", to: code == .success ? .standardOutput : .standardError) }
  if code != .success, let meant = CommandWords.meant(by: Array(CommandLine.arguments.dropFirst())) {
    Terminal.complain("did you mean `\(meant)`?")
  }
  // ArgumentParser ends usage errors with 64; here whatever could not be done is 2.
  Terminal.exit(code == .success ? 0 : 2)
}
