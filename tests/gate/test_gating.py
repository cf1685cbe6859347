"""The rules of a gate out of files, and its place in the report of a check."""

import json
from pathlib import Path

import pytest
from registered import AS_OF, STANDARD, baseline, judged, permits

from dgov_std.api.check import check
from dgov_std.api.gating import read_exceptions, rules_of
from dgov_std.api.options import Options
from dgov_std.errors import InputError, UsageError
from dgov_std.gate.rules import tolerances_of
from dgov_std.report.json_form import canonical_bytes

YAML = """\
exceptions:
  - code: COD101
    column: 类别
    file: "*.csv"
    max_count: 3
    reason: 目录待更新
    owner: 王五
    expires: 2026-12-31
"""
TOML = """\
[[exceptions]]
code = "COD101"
column = "类别"
file = "*.csv"
max_count = 3
reason = "目录待更新"
owner = "王五"
expires = 2026-12-31
"""


def test_exceptions_read_alike_from_yaml_and_toml(tmp_path) -> None:
    (tmp_path / "x.yaml").write_text(YAML, encoding="utf-8")
    (tmp_path / "x.toml").write_text(TOML, encoding="utf-8")
    (one,), (other,) = (read_exceptions(tmp_path / name) for name in ("x.yaml", "x.toml"))
    assert one.where.endswith("x.yaml:2:5")
    assert other.where.endswith("x.toml: exceptions[1]")
    assert {n: getattr(one, n) for n in one.__slots__ if n != "where"} == {
        n: getattr(other, n) for n in other.__slots__ if n != "where"
    }
    assert (one.expires, one.most) == ("2026-12-31", 3)


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("x.yaml", "# 清单\n- a\n", "应当只有一个清单 exceptions"),
        ("x.yaml", "a\n", "文档应是“键: 值”的集合"),
        ("x.yaml", "exception: []\n", "应当只有一个清单 exceptions"),
        ("x.yaml", "exceptions: none\n", "应当只有一个清单 exceptions"),
        ("x.yaml", "exceptions: [a]\n", "x.yaml:1:14: 例外应写成“键: 值”"),
        ("x.yaml", YAML.replace("    owner: 王五\n", ""), "x.yaml:2:5: 例外要写明 owner"),
        ("x.yaml", YAML.replace("COD101", "COD1O1"), "x.yaml:2:5: 没有代号 COD1O1。是不是 COD101?"),
        ("x.toml", "exceptions = 1\n", "应当只有一个清单 exceptions"),
        ("x.toml", "[[exceptions]\n", "不是 TOML"),
        ("x.toml", TOML.replace("= 3\n", "= 3.5\n"), "exceptions[1].max_count: 应为文字、整数或日期"),
        ("x.toml", TOML.replace('owner = "王五"\n', ""), "exceptions[1]: 例外要写明 owner"),
    ],
)
def test_what_makes_no_sense_is_told_with_its_place(tmp_path, name, text, said) -> None:
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        read_exceptions(tmp_path / name)
    assert said in caught.value.problems[0].in_("zh")


def test_files_that_are_not_there(tmp_path) -> None:
    with pytest.raises(InputError, match="the list of exceptions cannot be read"):
        rules_of(exceptions=tmp_path / "none.yaml", day=AS_OF)
    with pytest.raises(InputError, match="the baseline cannot be read"):
        rules_of(baseline=tmp_path / "none.json")


def test_exceptions_take_a_day_severities_are_known() -> None:
    with pytest.raises(UsageError, match="takes a date"):
        rules_of(exceptions=Path("x.yaml"))
    with pytest.raises(UsageError, match='no severity "errors"'):
        rules_of(fail_on="errors")


def test_without_rules_there_is_no_gate(tmp_path) -> None:
    assert rules_of() is None
    report = check(permits(tmp_path / "a.csv", 3), standard=STANDARD, options=Options(as_of=AS_OF))
    assert report.gate is None
    assert "gate" not in json.loads(canonical_bytes(report))


def test_the_gate_changes_neither_verdict_nor_receipt(tmp_path) -> None:
    path = permits(tmp_path / "a.csv", 3, n2="9")
    plain = check(path, standard=STANDARD, options=Options(as_of=AS_OF))
    judged = check(path, standard=STANDARD, options=Options(as_of=AS_OF, gate=rules_of(fail_on="none")))
    assert judged.gate.passed
    assert (judged.verdict, judged.receipt) == (plain.verdict, plain.receipt)


def test_at_half_a_percent_it_passes_at_four_tenths_it_fails(tmp_path) -> None:
    path = permits(tmp_path / "a.csv", 2000, **{f"n{i}": "9" for i in range(1, 10)})
    for target in ("COD101", "kind.codelist", "类别", "kind"):
        assert judged(path, tolerances=tolerances_of([f"{target}:max_rate=0.5%"])).passed
        assert not judged(path, tolerances=tolerances_of([f"{target}:max_rate=0.4%"])).passed
    (found,) = judged(path, tolerances=tolerances_of(["COD101:max_rate=0.4%"])).thresholds
    assert (found.a, found.b) == (9, 2000)


def test_the_same_report_in_every_run(tmp_path) -> None:
    listed = baseline(tmp_path / "b.json", permits(tmp_path / "a.csv", 5000, n3="9", n7="9"))
    path = permits(tmp_path / "a.csv", 5000, n3="9", n8="9", n4000="")
    (tmp_path / "x.yaml").write_text(YAML, encoding="utf-8")
    rules = {"baseline": listed, "exceptions": tmp_path / "x.yaml", "tolerances": tolerances_of(["COD101:max_count=3"])}
    found = {
        canonical_bytes(
            check(path, standard=STANDARD, options=Options(as_of=AS_OF, jobs=jobs, gate=rules_of(day=AS_OF, **rules)))
        )
        for jobs in (1, 2, 4)
    }
    assert len(found) == 1


def test_what_looks_like_the_number_of_a_person_is_not_told_of_an_exception(tmp_path) -> None:
    text = YAML.replace("王五", "王五 13800138000").replace("目录待更新", "见 11010519491231002X")
    (tmp_path / "x.yaml").write_text(text, encoding="utf-8")
    (found,) = read_exceptions(tmp_path / "x.yaml")
    assert "13800138000" not in found.owner
    assert "19491231" not in found.reason
