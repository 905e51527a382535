import Linting

/// The colours of a terminal, or none.
package struct Palette: Sendable {
  let isOn: Bool
  /// Whether texts may lead somewhere, by OSC 8.
  let hasLinks: Bool

  package init(colours: Bool, links: Bool) {
    isOn = colours
    hasLinks = links
  }

  package static let plain = Palette(colours: false, links: false)

  func severity(_ severity: Severity, _ text: String) -> String {
    switch severity {
    case .error: paint(text, "1;31")
    case .warning: paint(text, "1;33")
    case .info: paint(text, "1;34")
    case .hint: paint(text, "1;36")
    }
  }

  func strong(_ text: String) -> String { paint(text, "1") }
  func gutter(_ text: String) -> String { paint(text, "34") }
  func secondary(_ text: String) -> String { paint(text, "36") }
  func added(_ text: String) -> String { paint(text, "32") }
  func removed(_ text: String) -> String { paint(text, "31") }
  func dim(_ text: String) -> String { paint(text, "2") }

  func link(_ text: String, to url: String) -> String {
    hasLinks ? "\u{1B}]8;;\(url)\u{1B}\\\(text)\u{1B}]8;;\u{1B}\\" : text
  }

  private func paint(_ text: String, _ code: String) -> String {
    isOn && !text.isEmpty ? "\u{1B}[\(code)m\(text)\u{1B}[0m" : text
  }
}
