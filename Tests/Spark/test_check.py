"""`reqlint.spark` finds in many parts what one process finds in a file."""

import json
import random
import subprocess

import pytest

from conftest import BINARY, parts_of
from reqlint.spark import check

OPTIONS = ["--as-of", "2026-11-21"]
WORDS = ["cloud", "größer", "東京", "😀", "e\u0301", "tab\t", '"so"', "x" * 40]


def line(number, chance, **changes):
    """A line of a batch file; `changes` are to its body, but for those of the line itself."""
    outer = {name: changes.pop(name) for name in ("custom_id", "url") if name in changes}
    body = {"model": "text-embedding-3-small", "input": " ".join(chance.choices(WORDS, k=chance.randrange(1, 30))), **changes}
    request = {"custom_id": f"request-{number}", "method": "POST", "url": "/v1/embeddings", "body": body, **outer}
    return json.dumps(request, ensure_ascii=chance.random() < 0.3).encode()


def batch(seed, count, *, end=b"\n", last=b"\n", mark=b""):
    """A file with mistakes at many places, in itself and between its lines."""
    chance = random.Random(seed)
    changes = [
        {"dimensions": 0}, {"inputs": "x"}, {"model": "text-embedding-3-smal"}, {"custom_id": "request-3"}, {"custom_id": "é"},
        {"url": "/v1/moderations"}, {"model": "text-embedding-3-large"}, {"input": ["a", "b", ""]}, {"custom_id": "{{id}}"}]
    lines = []
    for number in range(count):
        change = chance.choice(changes) if chance.random() < 0.2 else {}
        lines.append(line(number, chance, **change))
        lines += chance.choice([[]] * 30 + [[b""], [b"  "], [b'{"custom_id":'], [b"\xff\xfe"], [b'{"level": 1}']])
    return mark + end.join(lines) + last


FILES = {
    "a b/plain.jsonl": batch(1, 300),
    "a b/crlf.jsonl": batch(2, 60, end=b"\r\n", last=b""),
    "a b/mark.jsonl": batch(3, 60, mark=b"\xef\xbb\xbf"),
    "a b/mark-alone.jsonl": batch(4, 2, mark=b"\xef\xbb\xbf", last=b""),
    "a b/long.jsonl": batch(5, 20) + line(900, random.Random(5), input="word " * 100_000, dimensions=0) + b"\n" + batch(6, 20),
    "a b/late-names.jsonl": b'{"level": 1}\n' * 400 + batch(7, 40),
    # Spark calls what it writes by the first of these names.
    "a b/part-00000.json": batch(8, 60),
    "a b/part-00001": batch(8, 60),
    "a b/empty.jsonl": b"",
    "a b/blank.jsonl": b"\n\n\n",
}


def row(finding):
    """As it can be sorted."""
    return json.dumps(finding, sort_keys=True, ensure_ascii=False)


def of_one_process(files, *words):
    """What a single process finds in files, in the form of rows."""
    rows = []
    for file in files:
        # Whatever a file is called, it is JSON Lines.
        command = [BINARY, "check", "-", "--stdin-filename", file.with_suffix(".jsonl"), "--format", "jsonl", "--allow-empty", *words]
        with open(file, "rb") as text:
            done = subprocess.run([*command, *OPTIONS], stdin=text, capture_output=True, cwd="/", check=False)
        assert done.returncode in (0, 1), done.stderr
        for text in done.stdout.splitlines():
            report = json.loads(text)
            for finding in report["diagnostics"]:
                number = finding.pop("request")
                request = report["requests"][number] if number is not None else {}
                finding |= {name: request.get(name) for name in ("provider", "endpoint", "model")}
                rows.append(row(finding | {"custom_id": request.get("batch", {}).get("custom_id"), "path": str(file)}))
    return sorted(rows)


def of_spark(found):
    return sorted(row(one.asDict(recursive=True)) for one in found.collect())


def rules(rows):
    return {json.loads(one)["rule"] for one in rows}


@pytest.fixture
def files(tmp_path):
    for name, text in FILES.items():
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).write_bytes(text)
    return sorted(tmp_path / name for name in FILES)


def test_files_in_parts_are_found_to_be_what_they_are_as_a_whole(spark, files):
    found = check(str(files[0].parent), options=OPTIONS, program=BINARY, spark=spark)
    assert found.rdd.getNumPartitions() > len(files)
    expected = of_one_process(files, "--isolated")
    assert of_spark(found) == expected
    assert rules(expected) >= {
        "duplicate-custom-id", "mixed-batch", "unknown-parameter", "out-of-range", "invalid-json", "invalid-utf8", "byte-order-mark"}
    # It can be computed again, and asked for a part.
    assert found.where("rule = 'duplicate-custom-id'").count() == sum('"duplicate-custom-id"' in one for one in expected)


def test_a_configuration_counts_for_every_part(spark, files, tmp_path):
    config = tmp_path / "own.yaml"
    config.write_text("""\
limits: {enqueued_tokens: 300}
rules: {mixed-batch: hint, unknown-parameter: off}
models: {text-embedding-3-smal: {like: openai/text-embedding-3-small}}
ignore:
  - {files: "*.jsonl", rule: duplicate-custom-id, custom_id: é}
  - {files: plain.jsonl, rule: out-of-range, line: 150}
  - {files: nowhere.jsonl, rule: out-of-range}
""")
    found = check([str(file) for file in files[:5]], options=OPTIONS, config=config, program=BINARY, spark=spark)
    expected = of_one_process(files[:5], "--config", config, "--ignore", "unused-suppression")
    assert of_spark(found) == expected
    assert "usage-limit" in rules(expected) and "unknown-parameter" not in rules(expected)


def test_a_batch_is_too_long_at_the_line_that_is_one_too_many(spark, tmp_path):
    file = tmp_path / "long.jsonl"
    chance = random.Random(9)
    file.write_bytes(b"".join(line(number % 49_990, chance, input="Hi") + b"\n" for number in range(50_010)))
    parts_of(spark, 1_000_000)
    found = of_spark(check(str(file), options=OPTIONS, program=BINARY, spark=spark))
    parts_of(spark, 30_000)
    assert found == of_one_process([file], "--isolated")
    assert rules(found) == {"duplicate-custom-id", "batch-limit"}


def test_the_records_of_a_dataframe_are_the_lines_of_a_file(spark, tmp_path):
    lines = FILES["a b/plain.jsonl"].split(b"\n")[:-1]
    file = tmp_path / "plain.jsonl"
    file.write_bytes(b"\n".join(lines) + b"\n")
    records = spark.createDataFrame(spark.sparkContext.parallelize([(bytearray(text), 1) for text in lines], 5), "body binary, n int")
    expected = [one.replace(json.dumps(str(file)), '"<dataframe>"') for one in of_one_process([file], "--isolated")]
    assert of_spark(check(records, options=OPTIONS, program=BINARY)) == sorted(expected)
    # A record may have line ends in it, or be missing.
    pretty = json.dumps({"model": "gpt-4o", "temperture": 1, "messages": [{"role": "user", "content": "Hi"}]}, indent=2)
    records = spark.createDataFrame([(None,), (pretty,)], "body string").coalesce(1)
    (one,) = check(records, options=["--select", "unknown-parameter"], program=BINARY).collect()
    assert (one.line, one.rule, one.startOffset) == (2, "unknown-parameter", 1 + pretty.index('"temperture"'))


def test_slips_are_told_before_anything_is_read(spark, tmp_path):
    config = tmp_path / ".reqlint.yaml"
    config.write_text("extends: nowhere.yaml\n")
    for arguments, says in (({"options": ["--provider", "opnai"]}, "did you mean `openai`"), ({"config": config}, "nowhere.yaml")):
        with pytest.raises(ValueError, match=says):
            check("nowhere", program=BINARY, spark=spark, **arguments)
    with pytest.raises(FileNotFoundError, match="program="):
        check("nowhere", program=tmp_path / "nowhere", spark=spark)


def test_a_program_that_fails_fails_the_task(spark, tmp_path):
    program, file = tmp_path / "reqlint", tmp_path / "a.jsonl"
    # It answers no end of input, and gives up in the middle of anything else.
    program.write_text("#!/bin/sh\nread line || exit 0\necho 'no more of that' >&2\nkill -9 $$\n")
    program.chmod(0o755)
    file.write_bytes(FILES["a b/plain.jsonl"])
    with pytest.raises(Exception, match="reqlint was ended by signal 9: no more of that"):
        check(str(file), program=program, spark=spark).collect()


def test_what_could_not_be_read_is_a_row(spark, tmp_path):
    program, file = tmp_path / "reqlint", tmp_path / "a.jsonl"
    program.write_text("""#!/bin/sh
read line || exit 0
cat > /dev/null
echo '{"format":1,"path":"a.jsonl","problem":"line 2 was passed over"}'
exit 2
""")
    program.chmod(0o755)
    file.write_bytes(FILES["a b/mark-alone.jsonl"])
    (one,) = check(str(file), program=program, spark=spark).collect()
    assert (one.path, one.rule, one.message) == (str(file), None, "line 2 was passed over")
