"""The rows of the table: reqlint beside what else could do the work."""
import dataclasses
import typing

import benchmarks.data as data
from benchmarks.bench import SCHEMA, Bench, Program, compiled, peer, script

#: A day on which nothing is to be said of the model, so that what is measured is the work of linting.
CHECK = ("check", "--isolated", "--as-of", "2025-06-01")


@dataclasses.dataclass(frozen=True)
class Line:
    """What is measured, and beside what."""
    work: str
    beside: str
    #: The most that reqlint may take, as a part of what the other takes; None: nobody said.
    goal: typing.Optional[float] = None
    #: What the numbers are: seconds, or MB of 1,000,000 bytes.
    unit: str = "s"
    #: The most that reqlint may take, in the unit.
    limit: typing.Optional[float] = None


@dataclasses.dataclass(frozen=True)
class Row:
    """Lines whose programs run in turn."""
    name: str
    lines: tuple
    #: Gives what reqlint and the other took, for each line; None where there is no other.
    measure: typing.Callable[[Bench], list]


def one(bench):
    (file,) = bench.data("one", data.json_fixtures, 1).iterdir()
    own, start, peers = bench.measure([
        bench.reqlint(*CHECK, file), Program(peer("ruff"), "--version"),
        Program(peer("check-jsonschema"), "--schemafile", SCHEMA, file)], bench.runs(21))
    return [(own.seconds, start.seconds), (own.seconds, peers.seconds), (own.memory, peers.memory)]


def fixtures(name, make, linters):
    """Files of 2 KB, for reqlint and for linters that take the names of files."""
    def measure(bench):
        folder = bench.data(name, make, 300 if bench.is_quick else 10_000)
        files = sorted(folder.iterdir())
        own, *others = bench.measure(
            [bench.reqlint(*CHECK, folder)] + [Program(*linter(), *files) for linter in linters], bench.runs(3))
        return [(own.seconds, other.seconds) for other in others]
    return measure


def check_jsonschema():
    return peer("check-jsonschema"), "--schemafile", SCHEMA


def yamllint():
    return peer("yamllint"), "-d", "relaxed"


def batch_file(bench):
    return bench.data("batch.jsonl", data.batch, (8 if bench.is_quick else 200) * 1_000_000)


def batch(bench):
    file = batch_file(bench)
    own, other = bench.measure([bench.reqlint(*CHECK, file), script("peer_validate", SCHEMA, file)], bench.runs(5))
    return [(own.seconds, other.seconds), (own.memory, other.memory)]


def tokens(bench):
    file = batch_file(bench)
    own, other = bench.measure(
        [bench.reqlint(*CHECK, "--tokens", "--format", "jsonl", file), script("peer_count", file)], bench.runs(3))
    return [(own.seconds, other.seconds)]


def cassette(bench):
    file = bench.data("cassette.yaml", data.cassette, 1_000_000)
    own, other = bench.measure([bench.reqlint(*CHECK, file), Program(compiled("events", "-lyaml"), file, statuses=(0,))], bench.runs(21))
    return [(own.seconds, other.seconds)]


#: In MB; each is held against the one before it.
GROWTH = (1, 10, 100, 1_000)


def growth(bench):
    sizes = [size / 100 for size in GROWTH] if bench.is_quick else GROWTH
    files = [bench.data(f"growth-{size:g}.jsonl", data.batch, int(size * 1_000_000)) for size in sizes]
    costs = bench.measure([bench.reqlint(*CHECK, file) for file in files], bench.runs(3))
    # Of the other file so much that both have the same size.
    steps = [(cost.seconds, before.seconds * file.stat().st_size / smaller.stat().st_size)
             for before, cost, smaller, file in zip(costs, costs[1:], files, files[1:])]
    return [*steps, (costs[-1].memory, costs[0].memory)]


ROWS = [
    Row("one", (
        Line("one fixture of 2 KB, the whole process", "`ruff --version`", 2),
        Line("the same", "check-jsonschema", 0.02),
        Line("its memory", "check-jsonschema", unit="MB", limit=16)), one),
    Row("json", (
        Line("10,000 fixtures of 2 KB in JSON", "check-jsonschema", 0.01),), fixtures("json", data.json_fixtures, [check_jsonschema])),
    Row("yaml", (
        Line("10,000 fixtures of 2 KB in YAML", "check-jsonschema", 1 / 90),
        Line("the same", "yamllint")), fixtures("yaml", data.yaml_fixtures, [check_jsonschema, yamllint])),
    Row("batch", (
        Line("a batch file of 200 MB, all rules", "orjson and jsonschema-rs", 0.75),
        Line("its memory", "orjson and jsonschema-rs", unit="MB", limit=32)), batch),
    Row("tokens", (
        Line("the same file with `--tokens`", "orjson and tiktoken", 0.35),), tokens),
    Row("cassette", (
        Line("a cassette of 1 MB", "libyaml's events alone", 3),), cassette),
    Row("growth", (
        *(Line(f"a batch file of {size:,} MB", f"{size // before:,} times one of {before:,} MB", 1.1) for before, size in zip(GROWTH, GROWTH[1:])),
        Line(f"the memory for {GROWTH[-1]:,} MB", f"that for {GROWTH[0]} MB", 1.1, unit="MB")), growth),
]
