import ArgumentParser
import Reporting
import SystemPackage

Terminal.keepClosedPipesQuiet()
Interruption.unblock()
do {
  let words = ExceptionOptions.completed(CommandLine.arguments.dropFirst())
  // Without a word there is one thing to do.
  var command = try Reqlint.command(words.isEmpty ? ["check"] : words)
  try command.run()
} catch let exit as ExitCode {
  Terminal.exit(exit.rawValue)
} catch let mistake as ValidationError {
  Terminal.complain(mistake.message)
  Terminal.exit(2)
} catch {
  let code = Reqlint.exitCode(for: error)
  let meant = code == .success ? nil : CommandWords.meant(by: Array(CommandLine.arguments.dropFirst()))
  let lines = Reqlint.fullMessage(for: error).split(separator: "\n", omittingEmptySubsequences: false).map { line in
    // ArgumentParser has guesses as well, at options only.
    let guess = meant == nil ? nil : line.firstRange(of: " Did you mean")
    return String(line[..<(guess?.lowerBound ?? line.endIndex)]).forTerminal
  }
  let message = lines.joined(separator: "\n")
  if !message.isEmpty { Terminal.write(message + "\n", to: code == .success ? .standardOutput : .standardError) }
  if let meant { Terminal.complain("did you mean `\(meant)`?") }
  // ArgumentParser ends usage errors with 64; here whatever could not be done is 2.
  Terminal.exit(code == .success ? 0 : 2)
}
