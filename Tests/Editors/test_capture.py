"""The README's picture of Neovim: what a terminal shows there, taken anew in tmux and compared."""

import os
import re
import shlex
import subprocess
import time
from pathlib import Path

import pytest

from conftest import missing
from editor import EDITORS, find
from test_neovim import neovim
from wire import PATIENCE, REQLINT, ROOT

TEXT = """\
model: gpt-5-mini
messages:
  - role: user
    content: What is the weather in Bonn?
max_tokens: 200
"""
CONFIGURATION = f"""\
vim.opt.rtp:append('{EDITORS / "neovim"}')
vim.opt.number = true
vim.diagnostic.config({{ virtual_text = true }})
-- What is said does not depend on the day.
vim.lsp.config('reqlint', {{ settings = {{ reqlint = {{ asOf = '2026-11-21' }} }} }})
vim.lsp.enable('reqlint')
"""
#: What is typed, and what shows that the screen is ready; `gra` is Neovim's own key for code actions.
STEPS = {"finding": ("5G", "■"), "fixes": ("gra", "<Enter>"), "fixed": ("1\r:w\r", "written")}


class Terminal:
    """A tmux of a fixed size, with a server of its own."""

    def __init__(self, folder: Path, command):
        self.tmux = [find("tmux") or missing("tmux"), "-S", str(folder / "tmux"), "-f", "/dev/null"]
        self("new-session", "-d", "-x", "100", "-y", "9", "-c", str(folder / "project"), shlex.join(map(str, command)))

    def __call__(self, *arguments):
        return subprocess.run(
            [*self.tmux, *arguments], capture_output=True, text=True, timeout=PATIENCE, check=True,
            env={**os.environ, "LC_ALL": "C.UTF-8", "TERM": "xterm-256color"}).stdout

    def screen(self, sign):
        """What is shown, once the sign is and nothing moves any more."""
        before, deadline = "", time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            time.sleep(0.2)
            now = self("capture-pane", "-p")
            if sign in now and now == before:
                return "\n".join(line.rstrip() for line in now.rstrip("\n").split("\n")) + "\n"
            before = now
        pytest.fail(f"waited in vain for {sign!r}:\n{before}")


def test_the_readme_shows_what_neovim_shows(tmp_path, home):
    program = neovim("0.11")
    (tmp_path / "project" / ".git").mkdir(parents=True)
    (tmp_path / "project" / "chat.yaml").write_text(TEXT)
    (tmp_path / "init.lua").write_text(CONFIGURATION)
    (tmp_path / "bin").mkdir()
    (tmp_path / "bin" / "reqlint").symlink_to(REQLINT)
    terminal = Terminal(tmp_path, [
        "env", f"PATH={tmp_path / 'bin'}:{os.environ['PATH']}", program, "-u", tmp_path / "init.lua", "-i", "NONE", "-n",
        "chat.yaml"])
    try:
        # The first key comes when there is somebody to take it.
        terminal.screen("chat.yaml")
        screens = {}
        for name, (keys, sign) in STEPS.items():
            terminal("send-keys", "-l", keys)
            screens[name] = terminal.screen(sign)
    finally:
        terminal("kill-server")

    readme = ROOT / "README.md"
    shown = readme.read_text()
    for name, screen in screens.items():
        block = re.compile(rf"(^```text neovim {name}\n).*?(^```$)", re.MULTILINE | re.DOTALL)
        shown, count = block.subn(lambda found: found[1] + screen + found[2], shown)
        assert count == 1, name
    if os.environ.get("REQLINT_BLESS"):
        readme.write_text(shown)
    assert readme.read_text() == shown
