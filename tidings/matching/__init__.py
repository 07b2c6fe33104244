"""Tracing: is this record the person we are looking for, how sure are we, and why.

>>> from tidings.matching import Table, link
>>> sought = Table.from_rows([{"id": "s1", "name": "Кравцов Илья Петрович", "birth_date": "2005-03-14"}])
>>> found = Table.from_rows([{"id": "f1", "name": "KRAVTSOV I. P.", "birth_date": "2005"}])
>>> link(sought, found).table["found_id"].to_list()
['f1']
"""

from tidings.matching.grouping import group
from tidings.matching.index import Hit, Index
from tidings.matching.linking import Pairs, explain_linked, link
from tidings.matching.model import Model, Rates, load, save
from tidings.matching.reasons import Reason, compare, explain, together
from tidings.matching.table import Record, Table

__all__ = [
    "Hit",
    "Index",
    "Model",
    "Pairs",
    "Rates",
    "Reason",
    "Record",
    "Table",
    "compare",
    "explain",
    "explain_linked",
    "group",
    "link",
    "load",
    "save",
    "together",
]
