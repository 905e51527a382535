import DocumentTree
import Facts
import SourceText

/// An image among what a model reads: its size in pixels, where the request carries the image itself.
struct ImagePart {
  let size: ImageSize?
  /// How closely it is to be looked at, in OpenAI's words.
  let detail: String?

  /// - Parameter part: the part of a message, whatever the dialect; nil where it is no image.
  init?(_ part: Node) {
    guard let holder = Self.holder(of: part) else { return nil }
    detail = (holder["detail"] ?? part["detail"])?.string
    let text = Self.places.lazy.compactMap { holder[$0] }.first { $0.kind == .string } ?? holder
    guard text.kind == .string else {
      size = nil
      return
    }
    // Bytes of a web address are no image, and give no size.
    let data = DataURL(text.contentBytes)?.data ?? text.contentBytes
    let size = ImageSize(header: Base64Text.bytes(of: data, limit: ImageSize.headerLength))
    self.size = size.flatMap { $0.width > 0 && $0.height > 0 ? $0 : nil }
  }

  /// The members that carry an image, or say where it is.
  private static let places = ["url", "image_url", "data", "bytes"]

  /// What holds the image's text: the URL by itself, or the object around it.
  private static func holder(of part: Node) -> Node? {
    switch part["type"]?.string {
    case "image_url", "input_image": return part["image_url"] ?? part
    case "image": return part["source"] ?? part
    case nil:
      if let image = part["image"] { return image["source"] ?? image }
      let inline = part["inlineData"] ?? part["inline_data"]
      let type = (inline?["mimeType"] ?? inline?["mime_type"])?.string ?? ""
      return type.hasPrefix("image/") ? inline : nil
    default: return nil
    }
  }
}

extension ImageFormula {
  /// What an image costs; where its size is not known, between the least and the most.
  func cost(of image: ImagePart) -> TokenCount {
    let isLow = image.detail == "low"
    if let tile {
      if isLow { return banded(base) }
      let least = image.detail == "high" ? base + tile : base
      guard let size = image.size else {
        return TokenCount(likely: base + 4 * tile, low: least, high: base + 8 * tile)
      }
      return banded(base + tile * tiles(size))
    }
    if let patch {
      let most = Int((patch * Double(most)).rounded(.up))
      guard let size = image.size else { return TokenCount(likely: base + most / 2, low: base + 1, high: base + most) }
      return banded(base + Int(patch * Double(patches(size))))
    }
    if let pixels {
      let most = longest * longest / pixels
      guard let size = image.size else { return TokenCount(likely: base + most / 2, low: base + 1, high: base + most) }
      let scale = min(1, Double(longest) / Double(size.longerSide))
      return banded(base + Int(Double(size.width) * scale * Double(size.height) * scale / Double(pixels)))
    }
    return banded(base)
  }

  private func banded(_ tokens: Int) -> TokenCount {
    TokenCount(exactly: tokens).widened(by: spread, plus: slack)
  }

  /// The squares of 512 pixels that cover the image after it was made to fit.
  private func tiles(_ size: ImageSize) -> Int {
    let fitting = min(1, 2048 / Double(size.longerSide))
    let shorter = Double(min(size.width, size.height)) * fitting
    let scale = fitting * min(1, 768 / shorter)
    return count(of: size, scale, edge: 512)
  }

  /// The squares of 32 pixels that cover the image, made smaller until no more than ``most`` do.
  private func patches(_ size: ImageSize) -> Int {
    let all = count(of: size, 1, edge: 32)
    guard all > most else { return all }
    let (width, height) = (Double(size.width), Double(size.height))
    var scale = (1024 * Double(most) / width / height).squareRoot()
    // Whole squares have to fit in one of the two directions.
    let (across, down) = (width * scale / 32, height * scale / 32)
    scale *= min(across.rounded(.down) / across, down.rounded(.down) / down)
    return min(most, count(of: size, scale, edge: 32))
  }

  private func count(of size: ImageSize, _ scale: Double, edge: Double) -> Int {
    let across = (Double(size.width) * scale / edge).rounded(.up)
    let down = (Double(size.height) * scale / edge).rounded(.up)
    return max(1, Int(across)) * max(1, Int(down))
  }
}
