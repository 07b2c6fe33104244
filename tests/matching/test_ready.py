"""Whoever made the machine code once does not wait for it when linking."""

import os
import subprocess
import sys

LINKING = """
from numba.core import event

from tidings.matching import Index, Table, group, link

made = []


class Listener(event.Listener):
    def on_start(self, one):
        made.append(one.data["dispatcher"].py_func.__name__)

    def on_end(self, one):
        pass


event.register("numba:compile", Listener())
rows = [
    {"id": str(n), "name": f"{a}ов Иван {b}ович" if n % 2 else f"{a}ов И.", "birth_date": f"{1960 + n % 40}-03-0{n % 9 + 1}"}
    for n, (a, b) in enumerate((a + c, b) for a in "АБВГДЕЖЗИК" for c in "абвгдежзик" for b in "ПРСТУФ")
]
table = Table.from_rows(rows)
link(table, table)
group(table)
Index(table).search(table.record(3))
print(made)
"""


def test_after_making_ready_nothing_is_left_to_be_made(tmp_path):
    kept = {**os.environ, "NUMBA_CACHE_DIR": str(tmp_path)}
    subprocess.run([sys.executable, "-m", "tidings.matching.ready"], env=kept, check=True)
    linked = subprocess.run(
        [sys.executable, "-c", LINKING], env=kept, check=True, capture_output=True, text=True
    )
    assert linked.stdout == "[]\n"
