// swift-tools-version: 6.2
import PackageDescription

/// `REQLINT_STRICT=1` (set by `.ci/run`) turns warnings into errors for this package's own code only.
let strict: [SwiftSetting] =
  Context.environment["REQLINT_STRICT"] == nil ? [] : [.treatAllWarnings(as: .error)]

let settings: [SwiftSetting] =
  [
    .strictMemorySafety(),
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("InternalImportsByDefault"),
    .enableUpcomingFeature("MemberImportVisibility"),
  ] + strict

let package = Package(
  name: "reqlint",
  platforms: [.macOS(.v15)],

  products: [
    .executable(name: "reqlint", targets: ["reqlint"]), .library(name: "ReqlintKit", targets: ["ReqlintKit"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-system", from: "1.8.1"),
  ],
  targets: [
    .systemLibrary(
      name: "CLibYAML",
      pkgConfig: "yaml-0.1",
      providers: [.apt(["libyaml-dev"]), .brew(["libyaml"])]
    ),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CVocabularies", exclude: ["NOTICE", "data", "rebuild.py"]),
    .target(name: "SourceText", swiftSettings: settings),
    .target(name: "DocumentTree", dependencies: ["CLibYAML", "SourceText"], swiftSettings: settings),
    .target(name: "PackedTree", dependencies: ["DocumentTree", "SourceText"], swiftSettings: settings),
    .executableTarget(name: "RulesPacker", dependencies: ["PackedTree", "SourceText"], swiftSettings: settings),
    // It lies in the folder that it packs: SwiftPM notes only there that a file is new or gone.
    .plugin(
      name: "PackRules", capability: .buildTool, dependencies: ["RulesPacker"], path: "rules",
      sources: ["PackRules.swift"]),
    .target(
      name: "Facts", dependencies: ["DocumentTree", "PackedTree", "SourceText"], swiftSettings: settings,
      plugins: ["PackRules"]),
    .target(name: "Carriers", dependencies: ["CZlib", "DocumentTree", "SourceText"], swiftSettings: settings),
    .target(
      name: "Linting", dependencies: ["Carriers", "DocumentTree", "Facts", "SourceText", "Tokens"],
      swiftSettings: settings),
    .target(name: "Tokens", dependencies: ["CVocabularies"], swiftSettings: settings),
    .target(
      name: "ReqlintKit", dependencies: ["DocumentTree", "Facts", "Linting", "SourceText"], swiftSettings: settings),
    .target(
      name: "Diagnosis", dependencies: ["Carriers", "DocumentTree", "Facts", "Linting", "SourceText"],
      swiftSettings: settings),
    .target(
      name: "Importing", dependencies: ["DocumentTree", "Facts", "Linting", "SourceText"], swiftSettings: settings),
    .target(
      name: "Portability", dependencies: ["Carriers", "DocumentTree", "Facts", "Linting", "SourceText"],
      swiftSettings: settings),
    .target(
      name: "Reporting", dependencies: ["Diagnosis", "DocumentTree", "Facts", "Linting", "Portability", "SourceText"],
      swiftSettings: settings),
    .target(
      name: "EditorFeatures", dependencies: ["Configuration", "DocumentTree", "Facts", "Linting", "SourceText"],
      swiftSettings: settings),
    .target(
      name: "LanguageServer",
      dependencies: [
        "Configuration", "Diagnosis", "DocumentTree", "EditorFeatures", "Facts", "Linting", "Portability", "SourceText",
      ],
      swiftSettings: settings),
    .target(
      name: "FileDiscovery", dependencies: [.product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: settings),
    .target(
      name: "Configuration", dependencies: ["DocumentTree", "Facts", "FileDiscovery", "Linting", "SourceText"],
      swiftSettings: settings),
    .executableTarget(
      name: "reqlint",
      dependencies: [
        "Configuration", "Diagnosis", "DocumentTree", "Facts", "FileDiscovery", "Importing", "LanguageServer",
        "Linting", "Portability", "Reporting", "SourceText", "Tokens",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(
      name: "FactsTests", dependencies: ["DocumentTree", "Facts", "PackedTree", "SourceText"], swiftSettings: settings),
    .testTarget(
      name: "LintingTests",
      dependencies: ["Carriers", "Configuration", "Diagnosis", "DocumentTree", "Facts", "Linting", "SourceText"],
      swiftSettings: settings),
    .testTarget(
      name: "ConfigurationTests",
      dependencies: ["Configuration", "DocumentTree", "Facts", "FileDiscovery", "Linting", "SourceText"],
      swiftSettings: settings),
    .testTarget(
      name: "DiagnosisTests", dependencies: ["Diagnosis", "DocumentTree", "Facts", "Linting", "SourceText"],
      swiftSettings: settings),
    .testTarget(
      name: "LanguageServerTests",
      dependencies: ["Configuration", "DocumentTree", "Facts", "FileDiscovery", "LanguageServer", "SourceText"],
      swiftSettings: settings),
    .testTarget(
      name: "FileDiscoveryTests",
      dependencies: ["FileDiscovery", .product(name: "SystemPackage", package: "swift-system")],
      swiftSettings: settings),
    .testTarget(
      name: "CommandLineTests",
      dependencies: [
        "LanguageServer", "Linting", "Reporting", "SourceText", "reqlint",
        .product(name: "SystemPackage", package: "swift-system"),
      ],
      swiftSettings: settings),
    .testTarget(name: "ReqlintKitTests", dependencies: ["ReqlintKit"], swiftSettings: settings),
    .testTarget(name: "TokensTests", dependencies: ["Tokens"], swiftSettings: settings),
    .testTarget(name: "SourceTextTests", dependencies: ["SourceText"], swiftSettings: settings),
    .testTarget(name: "DocumentTreeTests", dependencies: ["DocumentTree", "SourceText"], swiftSettings: settings),
    .testTarget(
      name: "ArchitectureTests", dependencies: ["Facts", "Linting"], swiftSettings: settings),
    .testTarget(
      name: "DocumentationTests",
      dependencies: [
        "Configuration", "Diagnosis", "DocumentTree", "Facts", "Linting", "Reporting", "SourceText", "reqlint",
      ],
      swiftSettings: settings),
  ],
  swiftLanguageModes: [.v6]
)
