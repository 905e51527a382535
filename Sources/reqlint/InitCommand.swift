import ArgumentParser
import Configuration
import Facts
import FileDiscovery
import Linting
import Reporting
import SystemPackage

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

struct InitCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "init", abstract: "Look at the files here, and write a .reqlint.yaml to start from.",
    discussion: """
      It says which APIs the requests are for, and has a comment on all else that can be said. One that is there already \
      stays as it is.
      """)

  @Flag(help: "Print it, and write nothing.")
  var print = false

  func run() throws {
    let today = Day(secondsSince1970: Int(Date().timeIntervalSince1970))
    let text = StarterConfiguration(files(today), version: Reqlint.version, today: today).text
    guard !print else { return Terminal.write(text) }
    let name = Configuration.fileName
    do {
      let file = try FileDescriptor.open(
        FilePath(name), .writeOnly, options: [.create, .exclusiveCreate, .closeOnExec],
        permissions: [.ownerReadWrite, .groupRead, .otherRead])
      try file.closeAfter { _ = try file.writeAll(text.utf8) }
    } catch Errno.fileExists {
      throw ValidationError("there is a \(name) here already; `reqlint init --print` shows what would be written")
    } catch {
      throw ValidationError("\(name) could not be written: \(error)")
    }
    Terminal.complain("wrote \(name)")
  }

  private func files(_ today: Day) -> [StarterConfiguration.File] {
    let ignoreFile = FileDiscovery.userIgnoreFile(in: Terminal.environment)
    let found = FileDiscovery(userIgnoreFile: ignoreFile).find(["."])
    for problem in found.problems { Terminal.complain(problem.description) }
    let linter = Linter(facts: .embedded, settings: LintSettings(today: today), rules: [])
    return found.inputs.filter { !Configuration.isConfiguration($0.path) }.map { input in
      var apis: [StarterConfiguration.API] = []
      do throws(ReadError) {
        var lint = FileLint(linter, isExplicit: false)
        try lint.lint(FileReader(.file(path: input.path, isExplicit: false))) { part in
          apis += part.requests.map(\.request).map { request in
            let isGuessed = request.evidence == .model || request.evidence == .keys
            return .init(provider: request.provider, endpoint: request.endpoint, isGuessed: isGuessed)
          }
        }
      } catch {
        Terminal.complain(error.description)
      }
      return .init(path: input.path, apis: apis)
    }
  }
}
