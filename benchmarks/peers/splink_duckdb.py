#!/usr/bin/env python3
"""Splink on DuckDB, set up as its skilled user would.

    python benchmarks/peers/splink_duckdb.py SOUGHT FOUND -o PAIRS

* Its documentation asks for clean columns, so the names are first written in folded Latin letters and split
  (`latin_people.py`); that counts in its time.
* Eight blocking rules on the same facts that Tidings has its keys of; each finds some of the pairs that the others miss.
* Surname, given name and patronymic: exact (weighed by term frequency), an initial, three levels of Jaro-Winkler. Date of birth:
  the same day, day and month exchanged, one slip, the same year and month, the same year, a year apart. Unit and place:
  exact (weighed by term frequency), nearly. What one side did not tell weighs nothing.
* Trained as its documentation says: how likely two records at random are one person from strict rules, u from random
  pairs, m by expectation and maximisation under three blocking rules, so that each comparison is learnt in one of them.
* Pairs under a weight of -5 are not kept: fewer than one in thirty of them would be right.
"""

import logging

import duckdb
import latin_people
from splink import DuckDBAPI, Linker, SettingsCreator, block_on
from splink import comparison_level_library as level
from splink import comparison_library as comparison

START = "substr(surname, 1, 4)"
BLOCKING = [
    ("surname", "given"),
    ("surname", "patronymic"),
    ("surname", "unit"),
    ("surname", "place"),
    (START, "birth_date"),
    (START, "given", "year"),
    ("given", "patronymic", "birth_date"),
    ("given", "patronymic", "place"),
]
STRICT = [("surname", "given", "birth_date"), ("surname", "given", "patronymic", "year")]
FOUND_BY_STRICT = 0.4
"""What share of the true pairs the strict rules are thought to find; Splink asks for a guess."""
LEARNT_UNDER = [("surname", "given"), ("surname", "birth_date"), ("given", "patronymic", "birth_date")]
LOWEST = -5


def name(column: str, *further: level.CustomLevel) -> comparison.CustomComparison:
    """How two surnames, given names or patronymics may agree."""
    near = [level.JaroWinklerLevel(column, threshold) for threshold in (0.92, 0.86, 0.75)]
    levels = [level.NullLevel(column), level.ExactMatchLevel(column, term_frequency_adjustments=True)]
    return comparison.CustomComparison(
        [*levels, *further, *near, level.ElseLevel()], output_column_name=column
    )


def initial(column: str) -> level.CustomLevel:
    """One of the two is only an initial of the other."""
    short = f"(length({column}_l) = 1 OR length({column}_r) = 1)"
    return level.CustomLevel(f"{short} AND left({column}_l, 1) = left({column}_r, 1)", f"{column}: initial")


def birth_date() -> comparison.CustomComparison:
    """How two dates of birth may agree, where half a date may be part of the other."""
    whole = "length(birth_date_l) = 10 AND length(birth_date_r) = 10"
    levels = [
        level.NullLevel("birth_date"),
        level.CustomLevel(f"birth_date_l = birth_date_r AND {whole}"),
        level.CustomLevel("swapped_l = birth_date_r"),
        level.CustomLevel(f"damerau_levenshtein(birth_date_l, birth_date_r) <= 1 AND {whole}"),
        level.CustomLevel(
            "starts_with(birth_date_l, birth_date_r) OR starts_with(birth_date_r, birth_date_l)"
        ),
        level.CustomLevel("year_l = year_r"),
        level.CustomLevel("abs(year_l - year_r) <= 1"),
    ]
    return comparison.CustomComparison([*levels, level.ElseLevel()], output_column_name="birth_date")


def near(column: str, like: level.CustomLevel) -> comparison.CustomComparison:
    """How two units or places may agree."""
    exact = level.ExactMatchLevel(column, term_frequency_adjustments=True)
    return comparison.CustomComparison(
        [level.NullLevel(column), exact, like, level.ElseLevel()], output_column_name=column
    )


SETTINGS = SettingsCreator(
    link_type="link_only",
    unique_id_column_name="id",
    comparisons=[
        name("surname"),
        name("given", initial("given")),
        name("patronymic", initial("patronymic")),
        birth_date(),
        near("unit", level.DamerauLevenshteinLevel("unit", 1)),
        near("place", level.JaroWinklerLevel("place", 0.9)),
    ],
    blocking_rules_to_generate_predictions=[block_on(*facts) for facts in BLOCKING],
    retain_matching_columns=False,
)


def trained(linker: Linker) -> Linker:
    """Learn from the two tables, without labels."""
    strict = [block_on(*facts) for facts in STRICT]
    linker.training.estimate_probability_two_random_records_match(strict, recall=FOUND_BY_STRICT)
    linker.training.estimate_u_using_random_sampling(max_pairs=2e6, seed=1)
    for facts in LEARNT_UNDER:
        linker.training.estimate_parameters_using_expectation_maximisation(
            block_on(*facts), estimate_without_term_frequencies=True, max_pairs=1e6
        )
    return linker


def main() -> None:
    """Link the two tables."""
    told = latin_people.words(__doc__)
    database = DuckDBAPI(duckdb.connect())
    tables = [
        database.register(table.to_arrow(), table_name=side, dataset_display_name=side)
        for side, table in zip(
            ("a_sought", "b_found"), latin_people.read(told.sought, told.found), strict=True
        )
    ]
    linker = trained(Linker(tables, SETTINGS, log_level=logging.WARNING))
    pairs = linker.inference.predict(threshold_match_weight=LOWEST)
    database.duckdb_con.execute(f"""
        COPY (SELECT id_l AS sought_id, id_r AS found_id, match_weight, match_probability AS probability
              FROM {pairs.physical_name}) TO '{told.out}' (FORMAT parquet)""")


if __name__ == "__main__":
    main()
