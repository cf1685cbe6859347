"""The Python interface: same verdict from a path, a DataFrame and a Table; bad arguments said plainly."""

import datetime
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

import dgov_std

LICENCES = Path(__file__).resolve().parents[2] / "examples" / "licences"
GOOD = LICENCES / "good-persons.csv"


def frame() -> pd.DataFrame:
    return pd.read_csv(GOOD, dtype=str, keep_default_na=False)


def test_path_frame_and_table_agree() -> None:
    reports = [
        dgov_std.check(data, standard="licence-publicity", as_of="2026-10-31")
        for data in (GOOD, frame(), pa.Table.from_pandas(frame()))
    ]
    assert {report.verdict for report in reports} == {"pass"}
    assert len({report.rows for report in reports}) == 1


def test_report_as_dict_and_frame() -> None:
    report = dgov_std.check(LICENCES / "bad-persons.csv", standard="licence-publicity", as_of=datetime.date(2026, 10, 31))
    assert report.to_dict()["basis"]["as_of"] == "2026-10-31"
    findings = report.findings_frame()
    assert list(findings["number"]) == list(range(1, len(report.findings) + 1))
    assert findings.loc[0, "title_en"].startswith("spreadsheet damage")
    assert report.terminal(language="en").count("\n") <= 40
    assert report.finding(1).startswith("第 1 类 必须改: 被表格软件改坏")


@pytest.mark.parametrize("as_of", ["2026-13-99", "2026-13-31", "2026-W01-1", "x", 20261031])
def test_no_date(as_of: Any) -> None:
    with pytest.raises(dgov_std.UsageError, match="is no date"):
        dgov_std.check(GOOD, standard="licence-publicity", as_of=as_of)


@pytest.mark.parametrize("data", [[1, 2], None, 7, {"a": [1]}])
def test_no_table(data: Any) -> None:
    with pytest.raises(dgov_std.UsageError, match="cannot be checked"):
        dgov_std.check(data, standard="licence-publicity")


def test_compile_and_check_with_a_bundle() -> None:
    standard = dgov_std.load_standard("licence-publicity")
    bundle = dgov_std.compile_bundle(standard, "administrative-licence-person")
    assert dgov_std.check(GOOD, standard=bundle).verdict == "pass"
    with pytest.raises(dgov_std.UsageError, match="several datasets"):
        dgov_std.compile_bundle(standard)


def test_public_names_resolve() -> None:
    assert all(getattr(dgov_std, name) is not None for name in dgov_std.__all__)
    with pytest.raises(AttributeError, match="no attribute 'nothing'"):
        dgov_std.nothing  # noqa: B018


def test_a_gate() -> None:
    data, given = LICENCES / "bad-persons.csv", {"standard": "licence-publicity", "as_of": "2026-10-31"}
    assert dgov_std.check(data, **given).gate is None
    assert dgov_std.check(data, **given, fail_on="none").gate.passed
    assert not dgov_std.check(data, **given, thresholds=["COD101:max_count=0"]).gate.passed
    with pytest.raises(dgov_std.UsageError, match='no check, code, column, indicator or score "COD1O1"'):
        dgov_std.check(data, **given, thresholds=["COD1O1:max_count=0"])
    with pytest.raises(dgov_std.UsageError, match="takes a date"):
        dgov_std.check(data, standard="licence-publicity", exceptions="x.yaml")
    with pytest.raises(TypeError, match="base_line"):
        dgov_std.check(data, standard="licence-publicity", base_line="x.json")
