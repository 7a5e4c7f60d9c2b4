# Formula for Homebrew. Belongs in Formula/ of a tap; release/manifests.sh fills in version, addresses and sums.
class Basutbud < Formula
  desc "Contact pages for health-care units, checked against the region's base offering"
  homepage "https://git.example.se/basutbud"
  version "@VERSION@"
  license "MIT"

  on_macos do
    on_arm do
      url "@ADDRESS@/basutbud-@VERSION@-aarch64-apple-darwin.tar.gz"
      sha256 "@MAC_ARM@"
    end
    on_intel do
      url "@ADDRESS@/basutbud-@VERSION@-x86_64-apple-darwin.tar.gz"
      sha256 "@MAC_INTEL@"
    end
  end

  on_linux do
    on_arm do
      url "@ADDRESS@/basutbud-@VERSION@-aarch64-unknown-linux-musl.tar.gz"
      sha256 "@LINUX_ARM@"
    end
    on_intel do
      url "@ADDRESS@/basutbud-@VERSION@-x86_64-unknown-linux-musl.tar.gz"
      sha256 "@LINUX_INTEL@"
    end
  end

  def install
    bin.install "basutbud"
    man1.install Dir["man/man1/*.1"]
    bash_completion.install "completions/basutbud.bash" => "basutbud"
    fish_completion.install "completions/basutbud.fish"
    zsh_completion.install "completions/_basutbud"
    doc.install "README.md", "CHANGELOG.md", "LICENSE", "THIRD-PARTY.html", "basutbud.cdx.json"
  end

  test do
    system bin/"basutbud", "init", "webbplats"
    system bin/"basutbud", "check", "--root", "webbplats"
  end
end
