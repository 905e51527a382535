extension Shape {
  /// What a string must be that carries an image, a sound or another file: the `media` of a node.
  package struct Media: Sendable {
    package enum Kind: String, Sendable, CaseIterable {
      case image, audio, file
    }

    /// One way to carry it.
    package enum Carriage: String, Sendable, CaseIterable {
      /// A URL that the API fetches, http or https.
      case web
      /// A URL that the API fetches, and https alone.
      case https
      case dataURL = "data-url"
      /// The bytes in base64, with nothing before them.
      case base64
    }

    package enum Alphabet: String, Sendable, CaseIterable {
      /// Nobody knows how strict the decoder is.
      case any
      /// The standard alphabet with its padding, line ends between: what Go's decoder takes.
      case standard
    }

    /// What a declared type meets that is not that of the bytes.
    package enum Mislabelling: String, Sendable, CaseIterable {
      case rejected, tolerated
    }

    package let kind: Kind
    package let carriages: Set<Carriage>
    /// The media types that are taken, `text/*` for all of a kind; empty where nobody knows.
    package let types: [String]
    /// The media types that are refused, though one for all of their kind is taken.
    package let exceptions: [String]
    package let alphabet: Alphabet
    /// The member beside the string that says the type, such as `media_type` or `format`.
    package let label: String?
    package let mislabelling: Mislabelling
    /// Whether the API tells the type of what it fetches by the end of the URL.
    package let isJudgedByName: Bool
    /// Of the file itself, not of its base64.
    package let maxBytes: Fact<Int>?
    /// Of the longer side of an image, in pixels.
    package let maxSide: Fact<Int>?
    /// How many files of this kind a request may carry.
    package let maxCount: Fact<Int>?
    /// A request with more than ``manyAbove`` images takes none whose longer side exceeds this, in pixels.
    package let maxSideOfMany: Fact<Int>?
    package let manyAbove: Int?
    /// The `code` and the `param` of the API's error body for a type that is not taken, where it has its own.
    package let code: String?
    package let param: String?

    init(_ fact: RawFact, _ problems: inout [FactProblem]) {
      var reader = FactReader(fact)
      kind = reader.choice("of") ?? .file
      carriages = Set((reader.strings("as") ?? []).compactMap { Carriage(rawValue: $0) })
      types = reader.strings("types") ?? []
      exceptions = reader.strings("except") ?? []
      alphabet = reader.choice("base64") ?? .any
      label = reader.string("label")
      mislabelling = reader.choice("mislabelled") ?? .tolerated
      isJudgedByName = reader.boolean("judged_by_name") ?? false
      maxBytes = reader.countFact("max_bytes")
      maxSide = reader.countFact("max_side")
      maxCount = reader.countFact("max_count")
      maxSideOfMany = reader.countFact("max_side_of_many")
      manyAbove = reader.count("many_above")
      code = reader.string("code")
      param = reader.string("param")
      let names = Carriage.allCases.map(\.rawValue)
      if carriages.isEmpty, fact["of"] != nil {
        reader.report(fact["as"] ?? fact, "`as` lists some of \(names.joined(separator: ", "))")
      }
      reader.finish(into: &problems)
    }
  }
}
