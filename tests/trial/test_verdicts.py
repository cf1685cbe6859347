"""Which findings a `because` means."""

from __future__ import annotations

import pytest

from dgov_std.report.trials import Said
from dgov_std.trial.verdicts import Verdict, holds


def verdict(code: str = "IDN201", severity: str = "error", check: str = "a-rule", *, low: bool = False) -> Verdict:
    return Verdict(Said(code, severity, check), (code, "TYP205"), "c", low)


@pytest.mark.parametrize("because", [None, "IDN201", "IDN", "IDN2", "TYP205", "check-digit", "a-rule"])
def test_a_reason_is_a_code_its_beginning_that_of_the_cause_or_a_check(because):
    assert verdict().means(because)


@pytest.mark.parametrize("because", ["IDN202", "required", "nested", "a", "rule", "a-rul", "COD"])
def test_another_reason_is_not_meant(because):
    assert not verdict().means(because)


@pytest.mark.parametrize("check", ["a-rule-2", "a-rule.column", "a-rule.nested"])
def test_a_rule_of_several_parts_is_several_checks(check):
    assert verdict(check=check).means("a-rule")


def test_a_rule_whose_name_begins_alike_is_another():
    assert not verdict(check="a-rule-of-others").means("a-rule")


@pytest.mark.parametrize(
    ("expected", "severity", "low", "held"),
    [
        ("valid", "warning", False, False),
        ("doubtful", "warning", False, True),
        ("doubtful", "error", False, False),
        ("invalid", "error", False, True),
        ("invalid", "warning", False, False),
        ("invalid", "warning", True, True),
    ],
)
def test_what_is_expected_decides_what_may_be_found(expected, severity, low, held):
    assert holds(expected, None, [verdict(severity=severity, low=low)]) is held


def test_nothing_found_is_valid_and_nothing_else():
    assert [holds(expected, None, []) for expected in ("valid", "doubtful", "invalid")] == [True, False, False]
