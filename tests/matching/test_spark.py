"""The same pairs on a cluster as on one machine, nothing left behind there, and clear words where there is none."""

import importlib.util
import os
import pickle
import shutil
import socket
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest

from tidings.cli import main
from tidings.errors import InputError
from tidings.matching import Model, Table, linking, spark, training

HERE = Path(__file__).parent.parent.parent
MISSING = [name for name in ("pyspark", "pyarrow", "pandas") if importlib.util.find_spec(name) is None]
needs_pyspark = pytest.mark.skipif(bool(MISSING), reason="PySpark is not installed (./run spark sets it up)")
needs_java = pytest.mark.skipif(
    not shutil.which("java"), reason="Spark needs Java (Debian: apt install openjdk-17-jre-headless)"
)


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """Return the folder of two tables of some thousand invented people."""
    folder = tmp_path_factory.mktemp("people")
    invent = [sys.executable, HERE / "benchmarks/population.py", folder, "--seed", "5"]
    subprocess.run([*invent, "--sought", "3000", "--found", "4000"], check=True, stdout=subprocess.DEVNULL)
    return folder


@pytest.fixture(scope="module")
def prepared(people):
    """Return the two tables as numbers, and a model learnt from them."""
    tables = [Table.read(people / f"{name}.parquet") for name in ("sought", "found")]
    return training.learn(training.prepare(*tables, Model()))


@pytest.fixture(scope="module")
def home(tmp_path_factory):
    """Return a copy of PySpark's folder by links: a cluster for tests keeps the logs of its workers where Spark is."""
    import pyspark

    folder = tmp_path_factory.mktemp("spark")
    for part in Path(pyspark.__file__).parent.iterdir():
        (folder / part.name).symlink_to(part)
    return folder


@pytest.fixture(scope="module")
def cluster(home, tmp_path_factory):
    """Give a session on two workers, each a process of its own with one core, and the folder of Spark."""
    temporary = tmp_path_factory.mktemp("temporary")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("SPARK_HOME", str(home))
        patch.setattr(spark.tempfile, "tempdir", str(temporary))
        with spark.cluster("local-cluster[2,1,1024]") as session:
            yield session, home
    assert list(temporary.iterdir()) == []


def same(one, other):
    """Hold that pairs of rows are the same, and their odds to rounding."""
    order = [np.lexsort((scored.j, scored.i)) for scored in (one, other)]
    for name in ("i", "j"):
        assert np.array_equal(getattr(one, name)[order[0]], getattr(other, name)[order[1]])
    assert np.allclose(one.odds[order[0]], other.odds[order[1]], rtol=0, atol=1e-9)


@needs_pyspark
@needs_java
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_a_cluster_finds_the_pairs_of_one_machine_however_the_work_is_divided(prepared, cluster):
    session, home = cluster
    here, warnings = linking.score(prepared, lambda _: None)
    said = []
    for partitions in (1, 5):
        there, told = spark.score(session, prepared, said.append, partitions)
        assert len(there.i) > 1000 and told == warnings
        same(here, there)
    assert any("portions" in line for line in said)
    logs = b"".join(path.read_bytes() for path in (home / "work").rglob("std*"))
    assert logs and not [
        word for word in prepared.vocabulary.words if len(word) > 5 and word.encode() in logs
    ]


@needs_pyspark
@needs_java
@pytest.mark.filterwarnings("ignore::ResourceWarning")
def test_tables_of_which_all_pairs_are_compared_give_the_same_too(prepared, cluster):
    few = training.replace(prepared, found=prepared.found.take(np.arange(90)), by_key=prepared.blocks)
    same(linking.score(few, lambda _: None)[0], spark.score(cluster[0], few, lambda _: None, 3)[0])


def test_what_is_sent_out_has_no_word_of_the_tables_in_it(prepared):
    sent = pickle.dumps(spark.Sent.of(spark.shared(prepared)))
    told = [*prepared.vocabulary.words, *(text for one in prepared.evidence.values for text in one.numbers)]
    long = [word for word in told if len(word) > 5]
    assert len(long) > 1000 and not [word for word in long[::20] if word.encode() in sent]


def test_what_is_sent_is_opened_as_it_was(prepared):
    sent = pickle.loads(pickle.dumps(spark.Sent.of(spark.shared(prepared)))).opened
    assert np.array_equal(sent.packed, prepared.sought.packed) and sent.packed.flags.writeable
    here = linking.score_portion(prepared.evidence, prepared.sought, prepared.found, prepared.blocks, 0, 500)
    there = linking.score_portion(sent.evidence, sent.sought, prepared.found, sent.blocks, 0, 500)
    same(here[0], there[0])


def test_without_pyspark_its_extra_is_named(people, tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "pyspark", None)
    files = [str(people / f"{name}.parquet") for name in ("sought", "found")]
    assert main(["match", *files, "-o", str(tmp_path / "pairs.csv"), "--engine", "spark"]) == 2
    assert "tidings[spark]" in capsys.readouterr().err and not (tmp_path / "pairs.csv").exists()


@needs_pyspark
def test_without_java_its_package_is_named(monkeypatch):
    monkeypatch.setenv("PATH", os.devnull)
    monkeypatch.delenv("JAVA_HOME", raising=False)
    with pytest.raises(InputError, match="openjdk-17-jre-headless"), spark.cluster():
        pass


@needs_pyspark
@needs_java
def test_a_cluster_without_a_secret_is_refused_and_nothing_is_left_behind(people, tmp_path):
    files = [people / f"{name}.parquet" for name in ("sought", "found")]
    with socket.create_server(("127.0.0.1", 0)) as server:
        master = f"spark://127.0.0.1:{server.getsockname()[1]}"
        words = ["match", *files, "-o", tmp_path / "pairs.csv", "--engine", "spark", "--master", master]
        command = [sys.executable, "-c", "import sys, tidings.cli; sys.exit(tidings.cli.main())", *words]
        done = subprocess.run(
            command, capture_output=True, text=True, env={**os.environ, "TMPDIR": str(tmp_path)}
        )
    assert done.returncode == 2 and "a secret shared by driver and workers" in done.stderr
    assert done.stderr.count("\n") == 1 and list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("master", ["", "spark", "local[", "sc://host", "spark://host", "http://host:7077"])
def test_a_master_that_spark_does_not_know_is_refused(master):
    with pytest.raises(InputError, match="--master .* is no master"):
        spark._check_master(master)


def test_a_master_that_does_not_answer_is_told_at_once():
    with pytest.raises(InputError, match="Nobody answers at spark://127.0.0.1:9"):
        spark._check_master("spark://127.0.0.1:9")
