"""Lints files of JSON Lines, or records of a DataFrame, on Apache Spark, and says of each file what one process would say.

The program runs beside each worker and judges a stream of records. What a rule says of a file as a whole depends on the
lines before, so there are two passes. In the first the program says of each line what counts for the file; Spark adds
that up and finds each `custom_id` that several parts have. In the second each part is judged by all rules, after a
ledger of what went before it. So lines, offsets and messages are those of the file.
"""
import dataclasses
import hashlib
import itertools
import json
import os
import shutil
import subprocess
import sys
import tempfile
import threading
import typing
import urllib.parse

from pyspark import SparkFiles, cloudpickle
from pyspark.sql import DataFrame, SparkSession
from pyspark.sql import functions as F

from reqlint.program import installed

#: A finding as `--format jsonl` has it, with the request that it is about. What could not be read is a row with a path
#: and a message only.
FINDINGS = """
    path string, line long, column long, endLine long, endColumn long, startOffset long, endOffset long, rule string,
    severity string, message string, pointer string, custom_id string, provider string, endpoint string, model string,
    answer struct<status: int, code: string, param: string>,
    related array<struct<message: string, line: long, column: long, startOffset: long, endOffset: long>>,
    fixes array<struct<title: string, safety: string,
        edits: array<struct<startOffset: long, endOffset: long, text: string>>>>,
    help string, note string, url string"""

#: Of a line its `custom_id`, or of a part, as JSON, what its lines say together. Lines are counted from 1 in the part.
FACTS = "path string, start long, custom_id string, line long, part string"

BYTE_ORDER_MARK = b"\xef\xbb\xbf"

# How a report ends on a line that has no finding, and on one that has no request either.
NO_FINDING = b'"diagnostics":[]}\n'
NOTHING = b'"requests":[],"diagnostics":[]}\n'


def check(data, *, options=(), config=None, program=None, spark=None):
    """The findings in files of JSON Lines, as a DataFrame with the columns of `FINDINGS`.

    - data: the path of a file or folder, or a list of them, that Spark reads as text, whatever its ending; or a DataFrame
      whose first column has the records, as text or bytes. Its rows count as the lines of one file, in their order.
    - options: more words for `reqlint check`, such as `["--as-of", "2026-11-21"]`.
    - config: the path of a `.reqlint.yaml` on this machine; no other counts. It may not extend another one. Its
      patterns count from the root of the file system.
    - program: the path of the program on this machine, which is sent along (default: the one that was installed with this
      package, else the one on PATH). Workers need neither it nor this package.

    The first pass runs at once, the second whenever the DataFrame is computed. ValueError says that the options or the
    configuration are none; a task fails where the program does.
    """
    program = program or installed() or shutil.which("reqlint")
    if program is None or not os.path.isfile(program):
        raise FileNotFoundError("the program `reqlint` is neither beside this package nor on PATH; say where with program=")
    spark = data.sparkSession if isinstance(data, DataFrame) else spark or SparkSession.builder.getOrCreate()
    linter = Linter(os.path.abspath(program), tuple(map(str, options)), _text(config))
    linter.try_out()
    # Sent as they are, so that workers need not have this package.
    cloudpickle.register_pickle_by_value(sys.modules[__name__])
    linter = dataclasses.replace(linter, program=_send(spark.sparkContext, program))
    # As an RDD, whose parts are the same in both passes.
    records = _records(spark, data)
    ledgers = spark.sparkContext.broadcast(_ledgers(spark, records, linter))
    found = records.mapPartitions(lambda rows: _findings(rows, linter, *ledgers.value))
    return spark.createDataFrame(found, FINDINGS, verifySchema=False)


def _text(path):
    if path is None:
        return None
    with open(path, encoding="utf-8") as file:
        return file.read()


def _send(context, program):
    """Sends the program to all workers, once, and gives the name that it goes by there."""
    with open(program, "rb") as file:
        name = f"reqlint-{hashlib.sha256(file.read()).hexdigest()[:16]}"
    folder = os.path.join(SparkFiles.getRootDirectory(), "sent")
    copy = os.path.join(folder, name)
    if not os.path.exists(copy):
        os.makedirs(folder, exist_ok=True)
        # Of a link Spark would take the name of the file behind it.
        shutil.copy(program, copy)
        context.addFile(copy)
    return name


# The records, and the parts that they stand in


class Record(typing.NamedTuple):
    """A line, in the part that it stands in: a piece of a file, or of a DataFrame."""
    #: As Spark writes it; of a DataFrame empty.
    path: str
    #: What tells the parts of a file apart and is their order.
    start: int
    #: Of the file, in bytes; None: not known.
    size: typing.Optional[int]
    value: bytes


def _records(spark, data):
    if isinstance(data, DataFrame):
        column = data.select(data[data.columns[0]].cast("binary"))
        return column.rdd.mapPartitionsWithIndex(
            lambda index, rows: (Record("", index, None, _one_line(row[0])) for row in rows))
    texts = spark.read.text(data, lineSep="\n").select(
        "_metadata.file_path", "_metadata.file_block_start", "_metadata.file_size", F.col("value").cast("binary"))
    return texts.rdd.map(lambda row: Record(row[0], row[1], row[2], bytes(row[3])))


def _one_line(value):
    """A record without line ends; for JSON a tab is as good as one between values, and as bad inside of a text."""
    return b"" if value is None else bytes(value).replace(b"\n", b"\t").replace(b"\r", b"\t")


def _name(path):
    """What a file goes by in reports: a local one as on the command line."""
    address = urllib.parse.urlsplit(path)
    return urllib.parse.unquote(address.path) if address.scheme == "file" else path or "<dataframe>"


def _parts(rows):
    return itertools.groupby(rows, key=lambda record: (record.path, record.start))


# The first pass


def _facts(rows, linter):
    """What the parts that a task reads say, in rows of `FACTS`."""
    for (path, start), records in _parts(rows):
        part = {"requests": 0, "inputs": 0, "end": 0, "tokens": {}, "url": None, "model": None, "lines": 0, "bytes": 0, "size": None}

        def lines():
            for record in records:
                part["lines"] += 1
                part["bytes"] += len(record.value) + 1
                part["size"] = record.size
                yield record.value

        for report in linter.reports(_name(path), {}, lines(), NOTHING, "--ignore", "*"):
            for request in report.get("requests", ()):
                batch = request.get("batch")
                if batch is None:
                    continue
                part["requests"] += 1
                part["inputs"] += batch["inputs"]
                part["end"] = batch["end"]
                for name in ("url", "model"):
                    if part[name] is None and batch[name] is not None:
                        part[name] = {"text": batch[name], "line": request["line"]}
                if "tokens" in batch:
                    model, count = batch["tokens"]["model"], batch["tokens"]["count"]
                    part["tokens"][model] = part["tokens"].get(model, 0) + count
                if batch["custom_id"] is not None:
                    yield path, start, batch["custom_id"], request["line"], None
        yield path, start, None, None, json.dumps(part)


def _ledgers(spark, records, linter):
    """By path and start of each part what went before it in its file, and whether it starts with a byte order mark; and by
    path each `custom_id` that several parts have: the start of the first of them, the name, its line.

    A broadcast is read by workers that do not have this module: these are plain values."""
    facts = spark.createDataFrame(records.mapPartitions(lambda rows: _facts(rows, linter)), FACTS, verifySchema=False).persist()
    try:
        parts = [(row.path, row.start, json.loads(row.part)) for row in facts.where("part is not null").collect()]
        parts.sort(key=lambda part: part[:2])
        shared = []
        if len(parts) > len({path for path, _, _ in parts}):
            names = facts.where("custom_id is not null").groupBy("path", "custom_id")
            first = names.agg(F.min(F.struct("start", "line")).alias("first"), F.max("start").alias("last"))
            shared = first.where("last > first.start").collect()
    finally:
        facts.unpersist()
    ledgers, lines_before = {}, {}
    for path, own in itertools.groupby(parts, key=lambda part: part[0]):
        own = list(own)
        ledger = {"line": 1, "offset": 0, "requests": 0, "bytes": 0, "inputs": 0, "tokens": {}}
        has_mark = own[0][2]["size"] is not None and sum(part["bytes"] for _, _, part in own) - own[0][2]["size"] in (-3, -2)
        for number, (_, start, part) in enumerate(own):
            lines_before[path, start] = ledger["line"] - 1
            # Spark leaves a byte order mark out: the bytes of all lines are fewer than those of the file.
            mark = len(BYTE_ORDER_MARK) if has_mark and number == 0 else 0
            ledgers[path, start] = {**ledger, "tokens": dict(ledger["tokens"])}, mark > 0
            if part["requests"]:
                ledger["bytes"] = ledger["offset"] + mark + part["end"]
            for name in ("url", "model"):
                if name not in ledger and part[name] is not None:
                    ledger[name] = {"text": part[name]["text"], "line": ledger["line"] - 1 + part[name]["line"]}
            ledger["line"] += part["lines"]
            ledger["offset"] += part["bytes"] + mark
            ledger["requests"] += part["requests"]
            ledger["inputs"] += part["inputs"]
            for model, count in part["tokens"].items():
                ledger["tokens"][model] = ledger["tokens"].get(model, 0) + count
    names = {}
    for row in shared:
        first = row["first"]
        names.setdefault(row.path, []).append((first.start, row.custom_id, lines_before[row.path, first.start] + first.line))
    return ledgers, names


# The second pass


def _findings(rows, linter, ledgers, shared):
    """What is found in the parts that a task reads, in rows of `FINDINGS`."""
    for (path, start), records in _parts(rows):
        ledger, has_mark = ledgers[path, start]
        ledger["custom_ids"] = {name: line for first, name, line in shared.get(path, ()) if first < start}
        mark = BYTE_ORDER_MARK if has_mark else b""
        lines = (mark + record.value if number == 0 else record.value for number, record in enumerate(records))
        name = _name(path)
        for report in linter.reports(name, ledger, lines, NO_FINDING):
            if "problem" in report:
                yield {"path": name, "message": report["problem"]}
            for finding in report.get("diagnostics", ()):
                request = {} if finding["request"] is None else report["requests"][finding["request"]]
                yield {
                    **finding, **{key: request.get(key) for key in ("provider", "endpoint", "model")},
                    "custom_id": request.get("batch", {}).get("custom_id")}


# The program


@dataclasses.dataclass(frozen=True)
class Linter:
    """The program as a filter: records go in, and for each one a report comes out."""
    #: Its path, or the name that it was sent by.
    program: str
    options: tuple
    #: The text of the configuration.
    config: typing.Optional[str]

    def try_out(self):
        """Says what is wrong with the options or the configuration, by a ValueError."""
        try:
            mistakes = [mistake for report in self.reports("a.jsonl", {}, (), NOTHING) for mistake in report["diagnostics"]]
        except RuntimeError as error:
            raise ValueError(str(error)) from None
        if mistakes:
            raise ValueError("\n".join(f"line {mistake['line']} of the configuration: {mistake['message']}" for mistake in mistakes))

    def reports(self, name, ledger, lines, end, *options):
        """Runs the program over lines, and gives its reports on them as they come, but for those with that end."""
        with tempfile.TemporaryDirectory() as folder:
            ledger_path, config_path = os.path.join(folder, "ledger.json"), os.path.join(folder, ".reqlint.yaml")
            with open(ledger_path, "w", encoding="utf-8") as file:
                json.dump({"line": 1, **ledger}, file)
            configured = ["--isolated"]
            if self.config is not None:
                with open(config_path, "w", encoding="utf-8") as file:
                    file.write(self.config)
                configured = ["--config", config_path]
            program = self.program if os.path.isabs(self.program) else SparkFiles.get(self.program)
            # No part sees all that an item of `ignore:` is for.
            command = [
                program, "check", *self.options, *options, "--ignore", "unused-suppression", *configured, "--format", "jsonl", "--fail-on", "never",
                "--allow-empty", "--stdin-filename", name, "--ledger", ledger_path, "-"]
            for line in _piped(command, lines):
                # Most records have nothing to tell, and need not be read for that.
                if line.endswith(end):
                    continue
                yield json.loads(line)


def _piped(command, lines):
    """What a program prints, line by line, while it is fed; neither side is held in memory. RuntimeError where it fails."""
    # Where the process stands decides what the patterns of a configuration are about.
    with tempfile.TemporaryFile() as complaints:
        process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=complaints, cwd="/")
        failures = []

        def feed():
            try:
                with process.stdin as pipe:
                    for line in lines:
                        pipe.write(line + b"\n")
            except BrokenPipeError:
                pass  # It has ended, and its status says why.
            except BaseException as error:
                failures.append(error)
                process.kill()

        feeder = threading.Thread(target=feed, daemon=True)
        feeder.start()
        has_problem = False
        try:
            for line in process.stdout:
                has_problem = has_problem or b'"problem":' in line
                yield line
            feeder.join()
            status = process.wait()
        finally:
            # Where nobody wants more, it need not go on.
            process.kill()
            process.stdout.close()
            process.wait()
        if failures:
            raise failures[0]
        # What could not be read is told in a report; else 2 is a slip in the options or the configuration.
        if status not in (0, 2) or status == 2 and not has_problem:
            complaints.seek(0)
            said = complaints.read()[-4000:].decode("utf-8", "replace").strip()
            end = f"was ended by signal {-status}" if status < 0 else f"ended with status {status}"
            raise RuntimeError(f"reqlint {end}: {said}" if said else f"reqlint {end}")
