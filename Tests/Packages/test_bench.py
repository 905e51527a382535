"""The benchmark, without a look at how fast anything is."""

import re
import subprocess

from conftest import PROJECT


def columns(table):
    """What is measured, and beside what."""
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.strip().splitlines()]
    return [(row[0], row[2]) for row in rows]


def test_the_table_of_the_readme_has_the_rows_of_the_benchmark():
    listed = subprocess.run([PROJECT / ".ci/bench", "--list"], capture_output=True, text=True, check=True).stdout
    (table,) = re.findall(r"<!-- \.ci/bench --readme -->\n(.*?)<!-- end -->", (PROJECT / "README.md").read_text(), re.S)
    assert columns(table) == columns(listed)


def test_the_data_is_the_same_each_time(tmp_path):
    """Two processes make the same bytes, so that figures of two days can be compared."""
    program = "import pathlib, sys; from benchmarks import data; data.batch(sys.argv[1], 300_000); data.cassette(pathlib.Path(sys.argv[2]), 50_000)"
    made = []
    for run in ("first", "second"):
        files = [tmp_path / f"{run}.{ending}" for ending in ("jsonl", "yaml")]
        subprocess.run(["python3", "-c", program, *files], cwd=PROJECT / ".ci", check=True)
        made.append([file.read_bytes() for file in files])
    assert made[0] == made[1] and all(made[0])
