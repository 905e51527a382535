package import Linting
import SourceText

/// A baseline and the folder it lies in.
package struct BaselineFile: Sendable {
  /// Absolute.
  package let path: String
  package var baseline: Baseline

  /// - Parameter path: absolute.
  package init(_ baseline: Baseline = Baseline(), path: String) {
    self.path = path
    self.baseline = baseline
  }

  /// Reads what lies there.
  package init(_ content: ConfigurationResolver.Content, path: String) throws(BaselineProblem) {
    switch content {
    case .nothing: throw .missing(path: path)
    case .unreadable(let reason): throw .unreadable(path: path, reason: reason)
    case .text(let bytes):
      let source = SourceText(bytes)
      do throws(Baseline.Mistake) {
        self.init(try Baseline(source), path: path)
      } catch {
        let place = LineIndex(source).position(of: error.range.lower, in: .utf32)
        throw .broken(path: path, line: place.line + 1, column: place.column + 1, error.message)
      }
    }
  }

  /// How a file is called in the baseline: its path from the folder of the baseline on.
  ///
  /// - Parameter file: absolute.
  package func name(of file: String) -> String {
    let names = file.split(separator: "/")
    let folders = path.split(separator: "/").dropLast()
    let common = zip(names, folders).prefix { $0 == $1 }.count
    return (Array(repeating: "..", count: folders.count - common) + names.dropFirst(common)).joined(separator: "/")
  }

  /// The absolute path of a file by its name in the baseline.
  package func location(of name: String) -> String {
    name.absolutePath(in: path.folder)
  }

  /// How often each finding may be in a file, by its absolute path.
  package func findings(in file: String) -> [Baseline.Key: Int] {
    baseline.files[name(of: file)] ?? [:]
  }
}

/// Why there is no baseline where one was named.
package enum BaselineProblem: Error {
  case missing(path: String)
  case unreadable(path: String, reason: String)
  /// The place is counted from 1, columns in Unicode scalars.
  case broken(path: String, line: Int, column: Int, String)

  package var path: String {
    switch self {
    case .missing(let path), .unreadable(let path, _), .broken(let path, _, _, _): path
    }
  }

  /// What is wrong and what to do, in a sentence that calls the file `name`.
  package func sentence(_ name: String) -> String {
    switch self {
    case .missing: "there is no baseline \(name); `reqlint check --write-baseline` writes one"
    case .unreadable(_, let reason): "the baseline \(name) cannot be read: \(reason)"
    case .broken(_, let line, let column, let message):
      "\(name):\(line):\(column): \(message); mend the baseline, or delete it and write it anew"
    }
  }
}
