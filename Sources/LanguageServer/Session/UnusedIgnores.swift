import Configuration
import EditorFeatures
import Linting
import SourceText

/// What an open configuration ignores for nothing. Only the files that its items are for can tell, so those are looked at
/// while the client is quiet; what a pattern for several files is good for is left to runs over a folder.
extension Session {
  /// So many files are looked at before what is known by then is said.
  private static let batchSize = 256

  /// What a look at a file that is not open came to.
  struct Judgement {
    /// Of the settings under which it was looked at.
    let generation: Int
    let sieve: Sieve
  }

  /// The indexes of the items that keep nothing from being told, as far as that is known.
  mutating func unusedIgnores(of configuration: Configuration, in uri: String) -> Set<Int> {
    var unused: Set<Int> = []
    var unseen: Set<String> = []
    for ignore in configuration.content.ignores {
      guard let place = ignore.entry.index, let file = configuration.onlyFile(of: ignore),
        !Configuration.isConfiguration(file)
      else { continue }
      guard let sieve = sieve(after: file) else {
        unseen.insert(file)
        continue
      }
      let isHeard = linter(for: file, at: file).settings.levels.isHeardEverywhere(ignore.entry.rule)
      if isHeard, sieve.hasSeenAll, !sieve.usedEntries.contains(place) { unused.insert(place) }
    }
    checks.removeAll { $0.configuration == uri }
    if !unseen.isEmpty { checks.append(WorkspaceCheck(paths: unseen.sorted().suffix(Self.batchSize), judging: uri)) }
    return unused
  }

  /// What was found of what need not be told of a file; nil where nobody has looked.
  private mutating func sieve(after file: String) -> Sieve? {
    if let open = documents.values.first(where: { $0.location == file }) { return analysis(of: open).sieve }
    return judgements[file].flatMap { $0.generation == settingsGeneration ? $0.sieve : nil }
  }

  /// Looks at a file for the sake of a configuration; one that cannot be read says nothing.
  mutating func judge(_ path: String) {
    let sieve = files.read(path).map { analyse(SourceText($0), path: path, location: path).sieve }
    judgements[path] = Judgement(generation: settingsGeneration, sieve: sieve ?? .unread)
  }

  /// The configuration in an open document is to be judged anew.
  mutating func renew(_ uri: String) {
    guard let document = documents[uri] else { return }
    lastRevision += 1
    documents[uri] = document.renewed(revision: lastRevision)
    analyses[uri] = nil
    if !client.pullsDiagnostics { unpublished.insert(uri) }
  }

  /// Files have changed, or texts that count in their place.
  mutating func renewConfigurations(of locations: some Sequence<String>) {
    for location in locations {
      judgements[location] = nil
      guard let configuration = configurations.configuration(forFile: location),
        !configuration.ignores(for: location).isEmpty,
        let open = documents.values.first(where: { $0.configurationPath == configuration.path })
      else { continue }
      renew(open.uri)
    }
  }
}
