# For a tap: `brew install reqlint/tap/reqlint`.
class Reqlint < Formula
  desc "Linter and language server for payloads sent to language-model APIs"
  homepage "https://github.com/reqlint/reqlint"
  url "https://github.com/reqlint/reqlint.git", tag: "v0.1.0"
  license "MIT"
  head "https://github.com/reqlint/reqlint.git", branch: "main"

  depends_on "pkgconf" => :build
  depends_on xcode: ["26.0", :build]
  depends_on "libyaml"
  uses_from_macos "python" => :build
  uses_from_macos "swift" => :build
  uses_from_macos "zlib"

  def install
    system "swift", "build", "--disable-sandbox", "--configuration", "release", "--product", "reqlint"
    bin.install ".build/release/reqlint"
    generate_completions_from_executable(bin/"reqlint", "--generate-completion-script")
    (buildpath/"reqlint.1").write Utils.safe_popen_read(".ci/manual", bin/"reqlint")
    man1.install "reqlint.1"
  end

  test do
    (testpath/"embed.json").write <<~JSON
      {"model": "text-embedding-ada-002", "input": "Hi", "dimensions": 256}
    JSON
    assert_match "unsupported-parameter", shell_output("#{bin}/reqlint check --format concise embed.json", 1)
  end
end
