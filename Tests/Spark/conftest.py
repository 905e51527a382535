"""Spark in this process, and as a cluster of one master and two workers on this machine."""

import contextlib
import os
import pathlib
import re
import subprocess
import sys
import time

import pyspark
import pytest
from pyspark.sql import SparkSession

PROJECT = pathlib.Path(__file__).resolve().parents[2]
BINARY = pathlib.Path(os.environ["REQLINT"]).resolve()
sys.path.insert(0, str(PROJECT / "Sources/python"))
# Workers run the same Python.
os.environ["PYSPARK_PYTHON"] = sys.executable


def started(log, says, *command):
    """A daemon of Spark, once its log says that it is there, and what the log says. It knows nothing of this project."""
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONPATH"}
    home = pathlib.Path(pyspark.__file__).parent
    with open(log, "wb") as file:
        daemon = subprocess.Popen(
            [home / "bin/spark-class", *command], stdout=file, stderr=subprocess.STDOUT, cwd=log.parent,
            env={**environment, "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1"})
    for _ in range(600):
        if found := re.search(says, log.read_text()):
            return daemon, found
        assert daemon.poll() is None, log.read_text()
        time.sleep(0.2)
    daemon.kill()
    raise AssertionError(log.read_text())


@contextlib.contextmanager
def cluster(folder):
    deploy = "org.apache.spark.deploy"
    flags = ("--host", "127.0.0.1", "--port", "0", "--webui-port", "0")
    daemons = []
    try:
        master, found = started(folder / "master.log", r"Starting Spark master at (spark://\S+)", f"{deploy}.master.Master", *flags)
        daemons.append(master)
        for number in (1, 2):
            worker, _ = started(
                folder / f"worker-{number}.log", "Successfully registered with master", f"{deploy}.worker.Worker", *flags,
                "--cores", "1", "--memory", "1g", "--work-dir", folder / f"work-{number}", found[1])
            daemons.append(worker)
        yield found[1]
    finally:
        for daemon in reversed(daemons):
            daemon.terminate()
            daemon.wait()


def parts_of(session, size):
    """From now on files are read in parts of so many bytes."""
    session.conf.set("spark.sql.files.maxPartitionBytes", str(size))


@pytest.fixture(scope="session", params=["local[2]", "cluster"])
def spark(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("spark")
    with contextlib.nullcontext("local[2]") if request.param == "local[2]" else cluster(folder) as master:
        session = (
            SparkSession.builder.master(master).config("spark.ui.enabled", "false").config("spark.driver.host", "127.0.0.1")
            .config("spark.executor.memory", "600m").config("spark.sql.shuffle.partitions", "2")
            .config("spark.local.dir", folder).config("spark.sql.warehouse.dir", folder / "warehouse")
            .config("spark.sql.files.openCostInBytes", "1000").getOrCreate())
        parts_of(session, 30_000)
        session.sparkContext.setLogLevel("OFF")
        yield session
        session.stop()
