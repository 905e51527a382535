extension String {
  /// The absolute path that this one means in a folder, without `.` and `..` in it.
  ///
  /// - Parameter folder: absolute.
  package func absolutePath(in folder: String) -> String {
    var parts: [Substring] = []
    for part in (hasPrefix("/") ? self : folder + "/" + self).split(separator: "/") where part != "." {
      if part == ".." { _ = parts.popLast() } else { parts.append(part) }
    }
    return "/" + parts.joined(separator: "/")
  }
}
