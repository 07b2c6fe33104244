"""`./run bench`: every tool gets the same tables and is judged alike, and what came out is written."""

import json
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import polars as pl
import pytest

BENCHMARKS = Path(__file__).parents[2] / "benchmarks"
PEERS = ["splink", "jaro_winkler", "pg_trgm", "nomenklatura"]


def run(*command):
    return subprocess.run(
        [sys.executable, *map(str, command)], check=True, capture_output=True, text=True
    ).stdout


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_links_two_tables(name, tables, tmp_path):
    import bench
    from judge import judged

    (peer,) = [peer for peer in bench.PEERS if peer.name == name]
    if peer.missing:
        pytest.skip(f"{peer.needs} is not installed for {peer.python}; ./run bench sets it up")
    population = bench.Population(tables, 300, False)
    try:
        bench.beside(peer, population, tables / "found.parquet", tmp_path / "pairs.parquet")
    except bench.Failed as failure:
        if "there is no PostgreSQL" in str(failure):
            pytest.skip("there is no PostgreSQL on this machine (Debian: apt install postgresql)")
        raise
    figures = judged(pl.read_parquet(tmp_path / "pairs.parquet"), pl.read_parquet(tables / "truth.parquet"))
    assert figures["recall_at_90"] > 0.4


def test_recall_is_read_where_the_precision_still_holds():
    from judge import PRECISIONS, judged

    truth = pl.DataFrame({"sought_id": [1, 2, 3], "found_id": [1, 2, 3]})
    pairs = pl.DataFrame(
        {"sought_id": [1, 2, 9, 3], "found_id": [1, 2, 9, 3], "match_weight": [4.0, 3.0, 2.0, 1.0]}
    )
    figures = judged(pairs, truth)
    assert (figures["recall_at_99"], figures["calibration_error"]) == (pytest.approx(2 / 3), None)
    assert figures["curve"][PRECISIONS.index(0.8)][1] == pytest.approx(2 / 3)


def test_pairs_of_one_weight_stand_or_fall_together():
    from judge import recall_at

    truth = pl.DataFrame({"sought_id": [1], "found_id": [1]})
    pairs = pl.DataFrame({"sought_id": [1, 2], "found_id": [1, 2], "match_weight": [1.0, 1.0]})
    assert recall_at(pairs, truth)[0] == 0.0


def test_only_those_of_the_found_who_were_asked_about_count(tables, tmp_path):
    truth = pl.read_parquet(tables / "truth.parquet")
    asked = truth.head(10)
    asked.select(id="found_id").write_parquet(tmp_path / "asked.parquet")
    asked.with_columns(match_weight=1.0).write_parquet(tmp_path / "pairs.parquet")
    judge = [BENCHMARKS / "judge.py", tables / "truth.parquet", tmp_path / "pairs.parquet"]
    assert json.loads(run(*judge, "--found", tmp_path / "asked.parquet", "--json"))["proposed"] == 1


def test_the_page_and_the_pictures_are_written_and_the_words_around_them_stay(tables, tmp_path):
    from page import END, START

    (tmp_path / "benchmarks.md").write_text(f"before\n{START}\nwhat stood here\n{END}\nafter\n", "utf-8")
    run(BENCHMARKS / "bench.py", "--tables", tables, "--docs", tmp_path, "--peers", "")
    text = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert text.startswith("before\n") and text.endswith("after\n") and "what stood here" not in text
    assert "### 300 × 300" in text and "| Tidings, first run |" in text and "| median, ms |" in text
    for picture in ("recall", "time"):
        ElementTree.parse(tmp_path / f"images/{picture}.svg")


def test_a_process_is_measured_with_those_it_starts():
    from measured import taken

    hungry = 'import subprocess, sys; subprocess.run([sys.executable, \'-c\', \'len(bytes(10**8).replace(b"a", b"b") + b"c")\'])'
    assert taken(sys.executable, "-c", hungry).gib > 0.09


def test_a_tool_that_fails_is_told_with_its_last_words():
    from measured import Failed, taken

    with pytest.raises(Failed, match="out of luck"):
        taken(sys.executable, "-c", "import sys; sys.exit('out of luck')")


def result(size, seconds, *, title="Tidings", name="tidings", hard=False, sample=None):
    from bench import Result

    shares = ("recall_at_99", "recall_at_95", "recall_at_90", "best_f1", "calibration_error")
    figures = {**dict.fromkeys(shares, 0.5), "curve": [(0.9, 0.6), (1.0, 0.5)]}
    return Result(name, title, size, hard, seconds, seconds, 1.0, figures, sample)


def test_growth_and_ratios_are_reckoned_from_the_same_run(tmp_path):
    import page

    results = [result(250, 2.0), result(1000, 8.0), result(1000, 64.0, title="Peer", name="peer", sample=10)]
    page.write(tmp_path, results, {}, "./run bench", ["Another"])
    text = (tmp_path / "benchmarks.md").read_text("utf-8")
    assert "| Tidings | 4.0 × |" in text and "| ≈ 64.0 | ≈ 8.0 |" in text and "left out" in text.lower()


def test_what_is_drawn_is_not_the_harder_rates_and_not_the_first_run():
    import page

    first = result(1000, 30.0, title="Tidings, first run", name="cold")
    drawn = page.time([first, result(1000, 8.0), result(1000, 9.0, title="Hard", hard=True)])
    assert ">Tidings<" in drawn and "first run" not in drawn and "Hard" not in drawn
