"""What the YAML can say of identifiers: parts between separators, further shapes, checks of some values only."""

from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

from dgov_std.api.examine import examine
from dgov_std.api.library import compile_bundle
from dgov_std.api.opening import open_data
from dgov_std.api.options import Options
from dgov_std.errors import StandardError
from dgov_std.reference.setting import Setting
from dgov_std.reference.validator import row_passes
from dgov_std.standard import load_standard

STANDARD = """
kind: standard
id: tried
title: {zh: 试, en: tried}
source: {standard: test, confidence: high}
---
kind: element
id: number
title: {zh: 号码, en: number}
source: {standard: test, confidence: high}
identifier: number
---
kind: dataset
id: tried
title: {zh: 试, en: tried}
source: {standard: test, confidence: high}
elements: [{use: number, column: n}]
---
kind: identifier
id: inner
title: {zh: 内, en: inner}
source: {standard: test, confidence: high}
alphabet: "0123456789"
segments: [{name: body, length: 3}, {name: check, length: 1}]
check: {method: luhn}
---
kind: identifier
id: number
title: {zh: 号码, en: number}
source: {standard: test, confidence: high}
"""
PARTED = """
alphabet: 0123456789AB
prefix: "x-"
separator: "-"
segments:
  - {name: kind, length: 1, enum: [A, B]}
  - {name: inner, identifier: inner, severity: warning}
  - {name: serial}
"""
SHAPED = """
pattern: "[A-Z][0-9]{2,3}"
shapes:
  - {id: three, title: {zh: 位数, en: digits}, where: "A.*", pattern: ".{4}"}
  - {id: low, title: {zh: 起始, en: begin}, pattern: "[A-M].*", severity: warning}
"""
PLACED = """
alphabet: 0123456789AZ
segments: [{name: check, length: 1}, {name: body, length: 2}]
check: {method: weighted-sum, alphabet: 0123456789AZ, weights: [1, 3], modulus: 10, map: "0123456789", position: 1, %s}
"""


def said(folder: Path, identifier: str, value: str) -> tuple[str, str] | None:
    """Return (severity, code) of the finding of one value; the reference must agree on errors."""
    path = folder / "tried.yaml"
    path.write_text(STANDARD + identifier, encoding="utf-8")
    bundle = compile_bundle(path)
    run = examine(open_data(pa.table({"n": [value]}), Options()), bundle, Options(), None, keep_flawed=True)
    found = [(finding.severity, finding.code) for finding in run.report.findings if finding.code[:3] == "IDN"]
    assert row_passes(bundle["schema"], {"number": value}, Setting(bundle["codelists"])) is ("error" not in dict(found))
    assert len(found) <= 1
    return found[0] if found else None


@pytest.mark.parametrize(
    ("value", "finding"),
    [
        ("x-A-0018-7", None),
        ("x-A-0018-7AB00123456789", None),
        ("x-A-0019-7", ("warning", "IDN202")),
        ("x-A-001-7", ("warning", "IDN102")),
        ("x-1-0018-7", ("error", "IDN102")),
        ("x-A-0018", ("error", "IDN101")),
        ("x-A-0018-", ("error", "IDN101")),
        ("x-A-0018-7-7", ("error", "IDN101")),
        ("A-0018-7", ("error", "IDN101")),
        ("x-AB-0018-7", ("error", "IDN101")),
    ],
)
def test_segments_between_separators(value: str, finding: Any, tmp_path: Path) -> None:
    assert said(tmp_path, PARTED, value) == finding


@pytest.mark.parametrize(("value", "right"), [("x-A-0018-1", True), ("x-A-0018-2", False)])
def test_check_leaves_out_prefix_and_separators(value: str, right: bool, tmp_path: Path) -> None:
    checked = 'check: {method: weighted-sum, weights: [1, 0, 0, 0, 0], modulus: 3, map: "012"}\n'
    assert (said(tmp_path, PARTED + checked, value) is None) is right


@pytest.mark.parametrize(
    ("value", "finding"),
    [
        ("A123", None),
        ("A12", ("error", "IDN102")),
        ("B12", None),
        ("N12", ("warning", "IDN102")),
        ("A1", ("error", "IDN101")),
    ],
)
def test_shapes_ask_of_some_values(value: str, finding: Any, tmp_path: Path) -> None:
    assert said(tmp_path, SHAPED, value) == finding


@pytest.mark.parametrize(
    ("options", "value", "finding"),
    [
        ("severity: error", "712", None),  # 1 x 1 + 3 x 2, before the characters that are weighted
        ("severity: error", "412", ("error", "IDN201")),
        ("severity: error", "812", ("error", "IDN201")),
        ('where: "[0-5].*"', "812", None),
        ('where: "[0-5].*"', "412", ("error", "IDN201")),
        ('where: "[0-5].*", elsewhere: warning', "812", ("warning", "IDN201")),
        ('where: "[0-5].*", elsewhere: warning', "712", None),
        ('where: "[0-5].*", elsewhere: warning', "412", ("error", "IDN201")),
        ("rotate: 1", "712", ("error", "IDN201")),
        ("rotate: 2", "271", ("error", "IDN201")),
        ("rotate: 2", "127", None),
    ],
)
def test_checks_of_some_values(options: str, value: str, finding: Any, tmp_path: Path) -> None:
    assert said(tmp_path, PLACED % options, value) == finding


def test_last_segment_may_be_of_any_length(tmp_path: Path) -> None:
    open_ended = 'pattern: "[A-Z][0-9]*"\nsegments: [{name: kind, length: 1, enum: [A]}, {name: rest}]\n'
    assert said(tmp_path, open_ended, "A") is None
    assert said(tmp_path, open_ended, "A123") is None
    assert said(tmp_path, open_ended, "B123") == ("error", "IDN102")


MISTAKES = {
    "pattern: '[A-Z]+'\nprefix: x\nseparator: '-'\n": "the prefix does not end with the separator",
    "segments: [{name: a}, {name: b, length: 1}]\n": "the segment has no length",
    "segments: [{name: a}]\n": "the segment has no length",
    "pattern: '[A-Z]*'\nsegments: [{name: a, enum: [A]}]\n": 'a segment without a length cannot have "enum"',
    "alphabet: A-\nseparator: '-'\nsegments: [{name: a}]\n": 'the separator "-" is also in the alphabet',
    "forms: [inner]\nseparator: '-'\n": 'an identifier with forms cannot have "separator"',
    "pattern: '[A-Z]*'\ncheck: {method: luhn, elsewhere: warning}\n": "where",
    "separator: '-'\nsegments: [{name: a, identifier: inner, length: 3}]\n": 'the identifier "inner" is 4 long, the segment 3',
}


@pytest.mark.parametrize("yaml", MISTAKES)
def test_mistakes_are_told(yaml: str, tmp_path: Path) -> None:
    path = tmp_path / "tried.yaml"
    path.write_text(STANDARD + yaml, encoding="utf-8")
    with pytest.raises(StandardError) as raised:
        load_standard(path)
    assert any(MISTAKES[yaml] in problem.what.en for problem in raised.value.problems), raised.value.problems
