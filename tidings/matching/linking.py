"""From two tables to pairs of records that may be one person, heaviest first."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

import numpy as np
import numpy.typing as npt
import polars as pl

from tidings.errors import InvalidRecord
from tidings.matching import blocking, similarity, training
from tidings.matching.blocking import Blocks
from tidings.matching.compiled import compiled, give_back_memory, side_by_side
from tidings.matching.evidence import Evidence
from tidings.matching.model import Model
from tidings.matching.people import People
from tidings.matching.reasons import Reason
from tidings.matching.reasons import reasons as reasons_of
from tidings.matching.reference import GIVEN, SURNAME
from tidings.matching.table import Table
from tidings.matching.training import Decided, Prepared
from tidings.matching.vocabulary import Floats, Rows

Places = npt.NDArray[np.int64]
Report = Callable[[str], None]
Engine = Callable[[Prepared, Report], "tuple[Scored, tuple[str, ...]]"]
"""What answers as `score` does."""
Decisions = Mapping[tuple[str, str], bool]
"""Of pairs of ids (sought, found) whether people decided that they are one person."""
WORTH_A_LOOK = 0.01
"""Pairs less likely than this are not given."""
AT_A_TIME = 6_000
"""Rows of the found table compared at once; what is said of progress, and how soon an interruption is heard."""
_MOST_ODDS = 2.0**300
_WORTH_KEEPING = 0.003
"""Pairs less likely than this are not kept until all rivals are known."""
ROUNDS = 3
"""How often both sides are told what the other thinks."""
_HOPELESS = 2.0**-40
"""Odds of a pair that unit and place cannot raise to be worth a look."""


@dataclass(frozen=True)
class Pairs:
    """Pairs that may be one person, heaviest first."""

    table: pl.DataFrame
    """`sought_id`, `found_id`, `match_weight` (bits), `probability`."""
    model: Model
    """What was learnt, or given."""
    warnings: tuple[str, ...] = ()
    """What was left out or could not be read, in sentences."""


def link(
    sought: Table,
    found: Table,
    model: Model | None = None,
    progress: Report | None = None,
    engine: Engine | None = None,
    decided: Decisions | None = None,
) -> Pairs:
    """Return the pairs of two tables worth a look.

    The model is learnt from the two tables unless one is given. `match_weight` is the sum of the weights of the facts
    less what the other candidates of both records claim; `probability` follows from it. `progress` is told how far it is.
    `engine` compares the two elsewhere than here; see tidings.matching.spark. `decided` says of pairs of ids whether people
    decided that they are one person; they are learnt from, beginning with the model given, if one is. Raises InvalidRecord
    for an unknown id.
    """
    report = progress or (lambda _: None)
    report("reading names")
    prepared = _prepared(sought, found, model, report, decided)
    scored, warnings = (engine or score)(prepared, report)
    prior = training.open_odds(prepared.evidence.model, len(sought), len(found))
    table = _table(scored, sought, found, prior)
    return Pairs(table, prepared.evidence.model, (*sought.notes, *found.notes, *warnings))


def _prepared(
    sought: Table, found: Table, model: Model | None, report: Report, decided: Decisions | None = None
) -> Prepared:
    """Return both tables as numbers; what is known before learning is held by nobody while it is learnt from."""
    rows = _decided(sought, found, decided or {})
    if model is not None and not decided:
        prepared = _read(sought, found, model)
    else:
        prepared = training.learn(_read(sought, found, model or Model()), report, decided=rows)
    prepared.vocabulary.forget()
    give_back_memory()
    return prepared


def _read(sought: Table, found: Table, model: Model) -> Prepared:
    prepared = training.prepare(sought, found, model)
    prepared.vocabulary.forget_sounds()
    give_back_memory()
    return prepared


def _decided(sought: Table, found: Table, decided: Decisions) -> Decided:
    rows = [(_row(sought, one, "sought"), _row(found, other, "found")) for one, other in decided]
    i, j = np.array(rows, np.int32).reshape(len(rows), 2).T
    return Decided(i, j, np.array(list(decided.values()), bool))


@dataclass(frozen=True)
class Explained:
    """Why two records of two tables are, or are not, one person: as `link` sees them."""

    reasons: list[Reason]
    others: float
    """Bits, 0 or less: what the other candidates of both records claim."""
    match_weight: float
    """The weights of all reasons and of the others together."""
    probability: float


def explain_linked(
    sought: Table,
    found: Table,
    ids: tuple[str, str],
    model: Model | None = None,
    progress: Report | None = None,
) -> Explained:
    """Return why the pair with these ids has the weight that `link` gives it. Raises InvalidRecord for an unknown id."""
    report = progress or (lambda _: None)
    i, j = (
        _row(table, id, where)
        for table, id, where in zip((sought, found), ids, ("sought", "found"), strict=True)
    )
    report("reading names")
    prepared = _prepared(sought, found, model, report)
    left, right = prepared.sought.take(np.array([i])), prepared.found.take(np.array([j]))
    reasons = reasons_of(prepared.evidence, left, right, sought.record(i), found.record(j))
    facts = sum(reason.weight for reason in reasons)
    prior = float(np.log2(training.open_odds(prepared.evidence.model, len(sought), len(found))))
    scored, _ = score(prepared, report)
    at = np.flatnonzero((scored.i == i) & (scored.j == j))
    odds = float(scored.odds[at[0]]) if len(at) else min(facts + prior, float(np.log2(WORTH_A_LOOK)))
    return Explained(reasons, odds - prior - facts, odds - prior, float(1 / (1 + 2.0 ** -min(odds, 50.0))))


def _row(table: Table, id: str, which: str) -> int:
    row = table.number_of(id)
    if row is None:
        raise InvalidRecord(
            f"The {which} table has nobody with the id {id!r}. Check the id and the order of the files."
        )
    return row


@dataclass(frozen=True)
class Scored:
    """Pairs of rows, and how sure it is that they are one person."""

    i: Rows
    j: Rows
    odds: Floats
    """The logarithm (base 2) of the odds: of the pair by itself, until `with_rivals` was asked."""
    rest: Floats
    """The odds of all other candidates of its found record that are not among these pairs, together."""


def score(prepared: Prepared, report: Report) -> tuple[Scored, tuple[str, ...]]:
    """Return the pairs worth a look, and warnings."""
    known, sought, found = prepared.evidence, prepared.sought, prepared.found
    if not len(sought) or not len(found):
        return _NONE_SCORED, ()
    blocks, order = prepared.blocks, _by_name(known, found)
    found = found.take(order)

    def portion(start: int, end: int) -> tuple[Scored, int]:
        report(f"comparing, {start:,} of {len(found):,} found")
        return score_portion(known, sought, found, blocks, start, end)

    done = side_by_side(portion, len(found), AT_A_TIME)
    known.unpack()
    give_back_memory()
    scored = _joined([replace(some, j=order[some.j]) for some, _ in done])
    return with_rivals(scored, len(sought), known.model.again), unfollowed(sum(cut for _, cut in done))


def _by_name(known: Evidence, people: People) -> Rows:
    """Return rows so that people of one name follow one another: the sought whom they are compared with are then at hand."""
    names = [
        np.where(word >= 0, known.found.names[role][word, 0], -1).astype(np.int64)
        for role, word in ((role, people.named[:, role]) for role in (SURNAME, GIVEN))
    ]
    return np.argsort(names[0] << 32 | names[1] & 0xFFFFFFFF, kind="stable").astype(np.int32)


def score_portion(
    known: Evidence, sought: People, found: People, blocks: Blocks, start: int, end: int, among: int = 0
) -> tuple[Scored, int]:
    """Return the pairs that may be worth a look of the found from `start` up to `end`, each by itself, for `with_rivals`; and
    how many found could not be compared. `among` is how many found there are in all, were they more."""
    i, j, cut = blocking.pairs(known, sought, found, blocks, start, end, among)
    prior = training.open_odds(known.model, len(sought), among or len(found))
    odds = np.minimum(similarity.products(known, sought, found, i, j, _HOPELESS / prior), _MOST_ODDS) * prior
    total = np.bincount(j - start, odds, end - start)
    worth = np.flatnonzero(odds >= _WORTH_KEEPING * (1 + total[j - start] - odds))
    left = odds.copy()
    left[worth] = 0.0
    rest = np.asarray(np.bincount(j - start, left, end - start), np.float64)[j[worth] - start]
    return Scored(i[worth], j[worth], np.log2(odds[worth]), rest), cut


_NONE_SCORED = Scored(np.zeros(0, np.int32), np.zeros(0, np.int32), np.zeros(0), np.zeros(0))


def _joined(parts: list[Scored]) -> Scored:
    return Scored(
        *(np.concatenate([getattr(part, name) for part in parts]) for name in ("i", "j", "odds", "rest"))
    )


def unfollowed(cut: int) -> tuple[str, ...]:
    """Return the warning that so many found could not be compared, none for none."""
    if not cut:
        return ()
    return (
        f"{cut:,} people found share all they have in common with too many of the sought to be compared; "
        "a birth date, a unit or a place would tell them apart.",
    )


def with_rivals(scored: Scored, sought: int, again: float) -> Scored:
    """Return the pairs worth a look, each given all its rivals: other sought whom its found record may be, and other records
    found that its sought person may be.

    A record is one of the sought or none. Any set of records may be one person's; each one after the first makes the set
    `again` times as likely as chance would. How strong a rival is depends on its own rivals, so the two sides tell each
    other what they think (belief propagation on the pairs: Huang and Jebara, "Loopy belief propagation for bipartite maximum
    weight b-matching", 2007, with sums for maxima); after ROUNDS they agree.
    """
    alone = np.exp2(np.minimum(scored.odds, 900.0))
    claims = alone
    given_sought = alone
    for _ in range(ROUNDS):
        others = sum_of_others(scored.j, claims) if len(claims) else claims
        given_sought = alone / (1 + scored.rest + others)
        change = _others_of_one(scored.i, given_sought, sought, again)
        claims = alone * np.exp(change)
    odds = np.log2(np.maximum(given_sought, 1e-300)) + change / np.log(2) if len(claims) else claims
    worth = np.flatnonzero(odds >= np.log2(WORTH_A_LOOK))
    return Scored(scored.i[worth], scored.j[worth], odds[worth], scored.rest[worth])


def sum_of_others(group: Rows, claims: Floats) -> Floats:
    """Return for each claim the sum of the others of its group, exact also where one of them is most of the whole sum: to take
    a claim of 2 ** 50 away from what it is a part of would leave of the others what rounding left."""
    groups, others = int(group.max()) + 1, np.empty(len(claims))
    _sum_of_others(group, claims, np.full(groups, -1, np.int64), np.zeros(groups), others)
    return others


@compiled
def _sum_of_others(group: Rows, claims: Floats, largest: Places, rest: Floats, others: Floats) -> None:
    """Put the sums into `others`; `largest` is -1 and `rest` 0 for each group."""
    for at in range(len(claims)):
        best = largest[group[at]]
        if best < 0 or claims[at] > claims[best]:
            largest[group[at]] = at
    for at in range(len(claims)):
        if largest[group[at]] != at:
            rest[group[at]] += claims[at]
    for at in range(len(claims)):
        best, whole = largest[group[at]], rest[group[at]]
        others[at] = whole if best == at else claims[best] + max(whole - claims[at], 0.0)


def _others_of_one(i: Rows, odds: Floats, sought: int, again: float) -> Floats:
    """Return what the other records of each sought person change for each of his, as a natural logarithm."""
    logs = np.log1p(again * odds)
    others = np.maximum(np.bincount(i, logs, sought)[i] - logs, 0.0)
    none_or_others = np.log1p(np.expm1(np.minimum(others, 600.0)) / again)
    change: Floats = np.where(others > 600, np.log(again), others - none_or_others)
    return change


def _table(scored: Scored, sought: Table, found: Table, prior: float) -> pl.DataFrame:
    pairs = pl.DataFrame({"i": scored.i, "j": scored.j, "odds": scored.odds})
    pairs = pairs.sort("odds", "i", "j", descending=[True, False, False])
    return pl.DataFrame(
        {
            "sought_id": sought.rows["id"].gather(pairs["i"]),
            "found_id": found.rows["id"].gather(pairs["j"]),
            "match_weight": pairs["odds"] - np.log2(prior),
            "probability": 1 / (1 + np.exp2(-pairs["odds"].to_numpy().clip(-900, 50))),
        }
    )
