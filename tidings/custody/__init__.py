"""The chain of custody: entries chained a record, epochs closed by anchors, and a key that only moves on.

* Each entry is sealed together with the one before it on the same record (`chains`).
* Each entry carries a proof (MAC) under the key of its epoch. The next key is computed from this one and this one is
  erased; nobody can go back. Whoever was given the start key can compute all others (`proofs`).
* An epoch is closed by an anchor: the newest seal of every record that it touched, chained to the anchor before
  (`anchors`). One anchor kept elsewhere stands for everything before it.
* `examine` names what is broken.

>>> first = seal("", {"verb": "received"})
>>> verify([("", {"verb": "received"}, first)])
"""

from tidings.custody.anchors import Anchor, Series, close
from tidings.custody.chains import Entry, enter, seal, verify
from tidings.custody.examining import Problem, Report, examine
from tidings.custody.proofs import new_key, next_key, nth_key, printed, typed

__all__ = [
    "Anchor",
    "Entry",
    "Problem",
    "Report",
    "Series",
    "close",
    "enter",
    "examine",
    "new_key",
    "next_key",
    "nth_key",
    "printed",
    "seal",
    "typed",
    "verify",
]
