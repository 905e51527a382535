"""Where things lie, and how programs are measured beside each other."""
import dataclasses
import os
import pathlib
import statistics
import subprocess
import sys
import venv

PROJECT = pathlib.Path(__file__).resolve().parents[2]
HOME = PROJECT / ".build/bench"
SOURCES = pathlib.Path(__file__).resolve().parent

#: What reqlint is held against. litellm has the vocabularies that tiktoken would else fetch.
PEERS = """check-jsonschema==0.39.0 jsonschema-rs==0.60.3 orjson==3.13.0 ruff==0.17.6 tiktoken==0.14.0
yamllint==1.38.0""".split()
LITELLM = "litellm==1.109.1"
#: The request for a chat as OpenAI describes it: what the others validate with.
SCHEMA = SOURCES / "chat_completions.schema.json"
#: What takes less than so many seconds runs so often more in its turn.
SHORT, REPEATS = 1, 2


@dataclasses.dataclass(frozen=True)
class Program:
    """A command, and the exit statuses with which it has done its work."""
    command: tuple
    statuses: tuple = (0, 1)

    def __init__(self, *command, statuses=(0, 1)):
        object.__setattr__(self, "command", tuple(map(str, command)))
        object.__setattr__(self, "statuses", statuses)


@dataclasses.dataclass(frozen=True)
class Cost:
    """What a program took, as the median of its runs."""
    seconds: float
    #: Of the processor, in all threads.
    processor: float
    #: The largest resident set, in MB of 1,000,000 bytes.
    memory: float


class Bench:
    """A binary of reqlint, the size of the data, and everything that is installed for the comparison."""

    def __init__(self, binary, is_quick):
        self.binary = pathlib.Path(binary).resolve()
        if not self.binary.exists():
            sys.exit(f".ci/bench: there is no {binary}; `.ci/tarball` builds the program that is handed out")
        self.is_quick = is_quick
        self.folder = HOME / ("quick" if is_quick else "full")
        self.folder.mkdir(parents=True, exist_ok=True)

    def runs(self, count):
        return 3 if self.is_quick else count

    def data(self, name, make, *arguments):
        """A file or folder of data, made where it is missing; `make` takes its path, and `arguments`."""
        path = self.folder / name
        if not path.exists():
            draft = self.folder / f"draft-{name}"
            if path.suffix == "":
                draft.mkdir(exist_ok=True)
            make(draft, *arguments)
            draft.rename(path)
        return path

    def reqlint(self, *arguments):
        return Program(self.binary, *arguments)

    def measure(self, programs, runs):
        """The costs of programs that ran in turn, so that what else the machine does meets all of them."""
        costs = [[] for _ in programs]
        for number in range(runs):
            for place in range(len(programs)):
                place = (place + number) % len(programs)
                cost = run(programs[place])
                # What ends soon runs again: the first time it meets what a long program left of the caches.
                again = [run(programs[place]) for _ in range(REPEATS)] if cost.seconds < SHORT else []
                costs[place] += [cost, *again]
        return [Cost(*(statistics.median(getattr(cost, part) for cost in own) for part in ("seconds", "processor", "memory"))) for own in costs]


def run(program):
    """What one run of a program takes."""
    done = subprocess.run([compiled("measure"), *program.command], capture_output=True, text=True, env=vocabularies(), check=False)
    if done.returncode != 0:
        sys.exit(f".ci/bench: {program.command[0]} did not start: {done.stderr}")
    wall, processor, memory, status = map(int, done.stdout.split())
    if status not in program.statuses:
        sys.exit(f".ci/bench: {' '.join(program.command[:4])} … ended with {status}: {done.stderr[-2000:]}")
    return Cost(wall / 1e9, processor / 1e9, memory * 1024 / 1e6)


def compiled(name, *flags):
    """A program of this folder that is written in C."""
    program, source = HOME / name, SOURCES / f"{name}.c"
    if not program.exists() or program.stat().st_mtime < source.stat().st_mtime:
        HOME.mkdir(parents=True, exist_ok=True)
        subprocess.run(["cc", "-O2", "-o", program, source, *flags], check=True)
    return program


def peer(name):
    """A program that one of the peers installs; they are installed where they are missing."""
    folder = HOME / "venv"
    installed = folder / "installed"
    wanted = " ".join([*PEERS, LITELLM])
    if not installed.exists() or installed.read_text() != wanted:
        venv.create(folder, with_pip=True)
        install = [folder / "bin/pip", "install", "--quiet", "--disable-pip-version-check"]
        subprocess.run([*install, *PEERS], check=True)
        subprocess.run([*install, "--no-deps", "--target", folder / "litellm", LITELLM], check=True)
        installed.write_text(wanted)
    return folder / "bin" / name


def vocabularies():
    """The environment in which tiktoken finds its vocabularies."""
    return {**os.environ, "TIKTOKEN_CACHE_DIR": str(HOME / "venv/litellm/litellm/litellm_core_utils/tokenizers")}


def script(name, *arguments):
    """A program of this folder that is written in Python, run among the peers."""
    return Program(peer("python"), SOURCES / f"{name}.py", *arguments, statuses=(0,))
