"""Filled-down series: proof only of numbers whose check digits are wrong."""

from pathlib import Path

import numpy as np
import pytest

import dgov_std
from dgov_std.arrays import strings
from dgov_std.causes.fill_series import follows, series
from dgov_std.texts import Texts


def test_a_number_follows_the_one_before_with_one_more() -> None:
    values = ["A08", "A09", "A10", "A12", "B13", "99", "100", "X9Z", "Y0A", "A99", "B00", None, "", "7", "8"]
    assert np.flatnonzero(follows(Texts(strings(values)))).tolist() == [1, 2, 14]


@pytest.mark.parametrize(("length", "wrong", "found"), [(5, 5, 5), (4, 4, 0), (10, 6, 10), (10, 5, 0)])
def test_five_rows_of_which_most_fail(length: int, wrong: int, found: int) -> None:
    values = ["900", *(str(100 + i) for i in range(length)), "700"]
    failing = np.arange(len(values)) <= wrong
    failing[0] = False
    assert int(series(Texts(strings(values)), failing).sum()) == found


def test_nothing_in_nothing() -> None:
    assert series(Texts(strings([])), np.zeros(0, dtype=np.bool_)).tolist() == []


STANDARD = """
kind: standard
id: example
title: {zh: 示例, en: Example}
source: {standard: EXAMPLE 1-2026, confidence: high}
---
kind: identifier
id: number
title: {zh: 号码, en: number}
source: {standard: EXAMPLE 1-2026, confidence: high}
alphabet: "0123456789"
segments: [{name: body, length: 6}, {name: check, length: 1}]
check: {method: luhn}
---
kind: element
id: number
title: {zh: 号码, en: Number}
source: {standard: EXAMPLE 1-2026, confidence: high}
identifier: number
---
kind: element
id: serial
title: {zh: 序号, en: Serial}
source: {standard: EXAMPLE 1-2026, confidence: high}
pattern: "[0-9]{7}"
---
kind: dataset
id: numbers
title: {zh: 号码表, en: Numbers}
source: {standard: EXAMPLE 1-2026, confidence: high}
elements: [{use: number}, {use: serial}]
"""


def test_the_finding_replaces_wrong_check_digits_and_a_serial_number_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "standard.yaml").write_text(STANDARD, encoding="utf-8")
    rows = [f"{4000000 + i},{1000000 + i}" for i in range(40)] + ["4999999,1000040", "7000000,1000041"]
    (tmp_path / "x.csv").write_text("\n".join(["号码,序号", *rows]) + "\n", encoding="utf-8")
    report = dgov_std.check(tmp_path / "x.csv", standard=tmp_path / "standard.yaml").values
    assert [(found.code, found.columns, found.rows) for found in report.findings] == [
        ("TYP912", (0,), 36),
        ("IDN201", (0,), 2),
    ]
    checked = next(each for each in report.checks if each.code == "IDN201")
    assert (checked.evaluated, checked.failed) == (42, 38)
