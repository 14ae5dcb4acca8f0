"""The same findings on a real Spark cluster: a master and two workers as processes of this machine."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

pyspark = pytest.importorskip("pyspark", reason="Spark needs claimcheck-sources[spark]")
pytest.importorskip("duckdb", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("narwhals", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("polars", reason="large inputs need claimcheck-sources[bulk]")
pytest.importorskip("pyarrow", reason="large inputs need claimcheck-sources[bulk]")

from bulk_cases import Cases, drawn, plain_cases, told_by_twin  # noqa: E402

from claimcheck import bulk  # noqa: E402
from claimcheck.errors import BadInput  # noqa: E402

JAVA = shutil.which("java")
pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(JAVA is None, reason="Spark needs Java 17 or newer, and no java is on the path"),
    pytest.mark.filterwarnings("ignore"),
]


def free_ports(number: int) -> list[int]:
    held = [socket.socket() for _ in range(number)]
    for one in held:
        one.bind(("127.0.0.1", 0))
    ports = [one.getsockname()[1] for one in held]
    for one in held:
        one.close()
    return ports


def waited_for(log: Path, words: str, process: subprocess.Popen[bytes]) -> None:
    for _ in range(3_000):
        if words in log.read_text(errors="replace"):
            return
        if process.poll() is not None:
            break
        time.sleep(0.1)
    pytest.fail(f"Spark did not start:\n{log.read_text(errors='replace')[-2000:]}")


@pytest.fixture(scope="module")
def cluster(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a master with two workers; all three are stopped at the end."""
    folder = tmp_path_factory.mktemp("cluster")
    home = Path(pyspark.__file__).parent
    environment = os.environ | {
        "SPARK_HOME": str(home), "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable,
        "PYTHONWARNINGS": "ignore", "SPARK_NO_DAEMONIZE": "1",
    }  # fmt: skip
    port, web, *webs = free_ports(4)
    started: list[subprocess.Popen[bytes]] = []

    def start(name: str, *arguments: str) -> tuple[Path, subprocess.Popen[bytes]]:
        log = folder / f"{name}.log"
        with open(log, "wb") as stream:
            command = [str(home / "bin" / "spark-class"), *arguments]
            process = subprocess.Popen(command, stdout=stream, stderr=stream, env=environment)
        started.append(process)
        return log, process

    try:
        master = "org.apache.spark.deploy.master.Master"
        log, process = start(
            "master", master, "--host", "127.0.0.1", "--port", str(port), "--webui-port", str(web)
        )
        waited_for(log, "Starting Spark master at", process)
        address = f"spark://127.0.0.1:{port}"
        workers = [
            start(
                f"worker{number}", "org.apache.spark.deploy.worker.Worker", "--host", "127.0.0.1", "--cores", "1",
                "--memory", "1g", "--webui-port", str(own), "--work-dir", str(folder / f"work{number}"), address,
            )
            for number, own in enumerate(webs)
        ]  # fmt: skip
        for log, process in workers:
            waited_for(log, "Successfully registered", process)
        yield address
    finally:
        for process in reversed(started):
            process.terminate()
        for process in started:
            try:
                process.wait(20)
            except subprocess.TimeoutExpired:
                process.kill()


@pytest.fixture(scope="module")
def session(cluster: str) -> Iterator[Any]:
    from pyspark.sql import SparkSession

    os.environ["PYSPARK_PYTHON"] = sys.executable
    os.environ["SPARK_LOCAL_IP"] = "127.0.0.1"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        session = (
            SparkSession.builder.master(cluster)
            .appName("claimcheck")
            .config("spark.ui.enabled", "false")
            .config("spark.driver.host", "127.0.0.1")
            .config("spark.driver.bindAddress", "127.0.0.1")
            .config("spark.executor.memory", "600m")
            .config("spark.executor.cores", "1")
            .config("spark.cores.max", "2")
            .config("spark.executorEnv.PYTHONPATH", os.pathsep.join(path for path in sys.path if path))
            .config("spark.sql.shuffle.partitions", "4")
            .config("spark.sql.execution.arrow.pyspark.enabled", "true")
            .getOrCreate()
        )
        session.sparkContext.setLogLevel("ERROR")
        yield session
        session.stop()


def test_a_cluster_gives_the_findings_of_the_core_with_work_on_both_workers(
    session: Any, tmp_path: Path
) -> None:
    cases = Cases(drawn(30), by_id=True)
    frame = session.createDataFrame(cases.table()).repartition(4)
    report = bulk.check(frame, dossier=cases.file(tmp_path))
    assert told_by_twin(report) == cases.by_core(tmp_path)
    assert report.tally.rows == len(cases.rows)
    assert report.tally.bad_rows == 0
    assert (
        len(session.sparkContext._jsc.sc().statusTracker().getExecutorInfos()) == 3
    )  # with the driver's own
    question = report.findings.select("question").first()[0]
    assert report.report(question).findings
    report.write(tmp_path / "out")
    assert session.read.parquet(str(tmp_path / "out" / "findings")).count() == report.findings.count()


def test_a_cluster_judges_plain_questions_in_columns(session: Any, tmp_path: Path) -> None:
    cases = plain_cases(3)
    frame = session.createDataFrame(cases.table()).repartition(4)
    report = bulk.check(frame, dossier=cases.file(tmp_path))
    assert told_by_twin(report) == cases.by_core(tmp_path)
    assert report.tally.by_columns > 15
    assert report.tally.by_core > 15


def test_a_cluster_refuses_events_that_are_described(session: Any) -> None:
    rows = [("A", "crash", None, "killed", "7"), ("B", None, "raid", "killed", "8")]
    frame = session.createDataFrame(rows, ["source", "event", "event.kind", "aspect", "answer"])
    with pytest.raises(BadInput, match="expected events by their ids, on Spark"):
        bulk.check(frame)


def test_a_cluster_tells_bad_rows_with_their_columns(session: Any) -> None:
    rows = [
        ("A", "crash", "killed", "7"),
        (None, "crash", "killed", "8"),
        ("B", "crash", "killed", "abuot 9"),
    ]
    frame = session.createDataFrame(rows, ["source", "event", "aspect", "answer"])
    report = bulk.check(frame)
    assert sorted((row.column, row.found) for row in report.bad_rows.collect()) == [
        ("answer", "'abuot 9'"),
        ("source", "nothing"),
    ]
    assert report.tally.questions == 1
