"""Cases that a lawyer can read and correct: what is so, and what the rule must find.

Each `<rule>.toml` holds `[[case]]`: says, on, facts, finding (or "left_out"), missing, and limits
(the days of the time limits in order; "?" where the start is unknown), each only if it is the point of the case.
"""

import tomllib
from pathlib import Path

import pytest

from tidings.law import assess

CASES = [
    pytest.param(path.stem, case, id=f"{path.stem}: {case['says']}")
    for path in sorted(Path(__file__).parent.glob("*.toml"))
    for case in tomllib.loads(path.read_text("utf-8"))["case"]
]


@pytest.mark.parametrize("rule, case", CASES)
def test_the_rule_finds_what_a_lawyer_would(rule, case):
    found = {finding.rule: finding for finding in assess(case["facts"], on=case["on"])}
    if case["finding"] == "left_out":
        assert rule not in found
        return
    finding = found[rule]
    assert finding.finding == case["finding"]
    assert sorted(finding.missing) == sorted(case.get("missing", []))
    if "limits" in case:
        assert [str(limit.on or "?") for limit in finding.time_limits] == case["limits"]
