"""The real Kate, on a screen that nobody sees: `.ci/kate` runs this, and leaves pictures in `.build/kate`."""

import os
import shutil
import signal
import subprocess
import time
from pathlib import Path

import pytest

import samples
from conftest import missing
from editor import EDITORS, clean, find, project
from wire import PATIENCE, ROOT

pytestmark = pytest.mark.kate

PICTURES = ROOT / ".build/kate"
WIDTH, HEIGHT = 1000, 360
#: What a user chooses in the settings; Kate asks before it starts a server that it does not know.
SETTINGS = {
    "katerc": """\
[General]
Show welcome view for new window=false

[Kate Plugins]
lspclientplugin=true

[lspclient]
AllowedServerCommandLines={server} lsp

[KTextEditor View]
Dynamic Word Wrap=false
""",
    "kdeglobals": """\
[KDE]
CursorBlinkRate=0
""",
}


@pytest.fixture
def screen(tmp_path, home, monkeypatch):
    screen = Screen(tmp_path, home, monkeypatch)
    yield screen
    screen.close()


class Screen:
    """A screen, a session bus, and a Kate with one file."""

    def __init__(self, folder: Path, home: Path, monkeypatch):
        self.folder = folder
        self.started = []
        configuration, data, runtime = (home / name for name in ("configuration", "data", "runtime"))
        for path in (configuration / "kate/lspclient", data / "org.kde.syntax-highlighting/syntax", runtime):
            path.mkdir(parents=True, mode=0o700)
        for name, text in SETTINGS.items():
            (configuration / name).write_text(text.format(server=folder / "bin/reqlint"))
        shutil.copy(EDITORS / "kate/settings.json", configuration / "kate/lspclient")
        for syntax in EDITORS.glob("kate/*.xml"):
            shutil.copy(syntax, data / "org.kde.syntax-highlighting/syntax")
        for name, value in {
            "XDG_CONFIG_HOME": configuration, "XDG_DATA_HOME": data, "XDG_RUNTIME_DIR": runtime, "LC_ALL": "C.UTF-8",
            "QT_QPA_PLATFORM": "xcb", "PATH": f"{folder / 'bin'}:{os.environ['PATH']}"}.items():
            monkeypatch.setenv(name, str(value))
        self.monkeypatch = monkeypatch

    def open(self, file: Path):
        """Starts Kate, and returns when it shows the line of an error."""
        there, here = os.pipe()
        self.start("Xvfb", "-displayfd", str(here), "-screen", "0", f"{WIDTH}x{HEIGHT}x24", pass_fds=[here])
        os.close(here)
        with open(there) as number:
            self.monkeypatch.setenv("DISPLAY", ":" + number.readline().strip())
        self.start("dbus-run-session", "--", find("kate") or missing("Kate"), "--startanon", "--block", file)
        window = self.wait("the window", lambda: self.run("xdotool", "search", "--onlyvisible", "--class", "kate").split())[0]
        self.run("xdotool", "windowsize", window, str(WIDTH), str(HEIGHT), "windowmove", window, "0", "0")
        self.run("xdotool", "windowfocus", "--sync", window)
        self.wait("the finding", self.shows_an_error)

    def start(self, program, *arguments, **more):
        self.started.append(subprocess.Popen(
            [find(program) or missing(program), *map(str, arguments)], cwd=self.folder / "project", start_new_session=True,
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, **more))

    def close(self):
        for process in reversed(self.started):
            os.killpg(process.pid, signal.SIGKILL)
            process.wait(PATIENCE)

    def run(self, program, *arguments, text=True):
        command = [find(program) or missing(program), *arguments]
        return subprocess.run(command, capture_output=True, text=text, timeout=PATIENCE).stdout

    def press(self, *keys):
        self.run("xdotool", "key", "--delay", "60", *keys)

    def wait(self, what, condition):
        deadline = time.monotonic() + PATIENCE
        while time.monotonic() < deadline:
            if value := condition():
                return value
            time.sleep(0.2)
        self.keep("trouble")
        pytest.fail(f"waited in vain for {what}; .build/kate/trouble.png shows the screen")

    def pixels(self):
        return self.run("import", "-window", "root", "-depth", "8", "rgb:-", text=False)

    def settle(self):
        """Waits until nothing moves."""
        before = [None]

        def is_still():
            last, before[0] = before[0], self.pixels()
            return last == before[0]

        self.wait("a still picture", is_still)

    def shows_an_error(self):
        """Whether one of the lines has the colour of errors, a light red from one side to the other."""
        pixels = self.pixels()
        red = sum(r > 235 and 10 < r - g < 60 and abs(g - b) < 8 for r, g, b in zip(pixels[::3], pixels[1::3], pixels[2::3]))
        return red > WIDTH * 5

    def keep(self, name):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.run("import", "-window", "root", str(PICTURES / f"{name}.png"))


@pytest.mark.parametrize("sample", [*samples.ALL, samples.HTTP], ids=str)
def test_kate_shows_a_finding_and_mends_it(tmp_path, screen, sample):
    file = project(tmp_path, sample)
    screen.open(file)
    screen.keep(f"{sample.name}-found")
    screen.press(*["Down"] * sample.line, "ctrl+period")
    screen.wait("a clean text", lambda: not screen.shows_an_error())
    screen.press("ctrl+s")
    screen.wait("the file", lambda: file.read_text(encoding="utf-8") != sample.text)
    screen.keep(f"{sample.name}-mended")
    assert file.read_text(encoding="utf-8") == sample.fixed
    assert clean(file)


@pytest.mark.parametrize("sample", samples.ALL, ids=str)
def test_kate_completes(tmp_path, screen, sample):
    file = project(tmp_path, sample)
    screen.open(file)
    line = sample.text.split("\n")[sample.line]
    # From the end, as there is no emoji on the way.
    after = len(line) - sample.typed("utf-32")
    screen.press(*["Down"] * sample.line, "End", *["Left"] * after)
    screen.settle()
    screen.press("ctrl+space")
    screen.settle()
    screen.keep(f"{sample.name}-completed")
    screen.press("Return")
    screen.wait("a clean text", lambda: not screen.shows_an_error())
    screen.press("ctrl+s")
    screen.wait("the file", lambda: file.read_text(encoding="utf-8") != sample.text)
    assert file.read_text(encoding="utf-8") == sample.fixed
