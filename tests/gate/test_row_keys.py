"""Which rows are known again: told by hashes of keys that are nobody's, never of personal ones, the same in every run."""

import hashlib
import itertools
import json
import re

import pytest
from registered import AS_OF, PEOPLE, STANDARD, baseline, judged, known, permits, written

from dgov_std.api import faults, row_keys
from dgov_std.api.check import check
from dgov_std.api.options import Options
from dgov_std.errors import InputError
from dgov_std.gate.baseline import baseline_bytes

HASH = re.compile(r"[0-9a-f]{16}")


def hash_of(*values: str | None) -> str:
    """What anybody can compute."""
    said = json.dumps(values, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(said.encode("utf-8")).hexdigest()[:16]


def keys(section, check: str) -> dict[str, int] | None:
    (found,) = (issue.keys for issue in section.issues if issue.check == check)
    return found


def test_the_key_of_a_row_can_be_recomputed(tmp_path) -> None:
    section = known(permits(tmp_path / "a.csv", 9, n3="9", n7="8"))
    assert section.key == ("number",)
    assert keys(section, "kind.codelist") == {hash_of("P3"): 1, hash_of("P7"): 1}


def test_rows_that_share_a_key_or_lack_it(tmp_path) -> None:
    rows = [("P1", "1", "1"), ("P1", "2", "2"), ("", "1", "3"), ("", "1", "4")]
    section = known(written(tmp_path / "a.csv", rows))
    assert keys(section, "once") == {hash_of("P1"): 2}
    assert keys(section, "required") == {hash_of(None): 2}


def test_the_same_in_every_format_and_order(tmp_path) -> None:
    import pandas as pd

    source = permits(tmp_path / "a.csv", 30, n3="9", n27="8")
    frame = pd.read_csv(source, dtype=str)
    frame.to_excel(tmp_path / "a.xlsx", index=False)
    frame[::-1].to_csv(tmp_path / "b.csv", index=False, encoding="gb18030")
    found = [known(tmp_path / name) for name in ("a.csv", "a.xlsx", "b.csv")]
    assert keys(found[0], "kind.codelist") == keys(found[1], "kind.codelist") == keys(found[2], "kind.codelist")
    sections = []
    check(frame, standard=STANDARD, options=Options(as_of=AS_OF, sections=sections.append))
    assert sections[0].issues == found[0].issues


def people(path, *numbers: str):
    rows = ((f"张{i}", number, "9" if i % 2 else "1") for i, number in enumerate(numbers))
    return written(path, rows, PEOPLE)


def test_of_a_personal_key_there_are_counts_only_so_nobody_can_reverse_it(tmp_path) -> None:
    path = people(tmp_path / "a.csv", *(f"P{i}" for i in range(8)))
    data = baseline_bytes([known(path)])
    assert json.loads(data)["tables"][0]["issues"] == [{"check": "kind.codelist", "column": "kind", "count": 4}]
    assert not HASH.search(data.decode())
    cells = [*(f"张{i}" for i in range(8)), *(f"P{i}" for i in range(8))]
    for values in [*((each,) for each in cells), *itertools.permutations(cells, 2)]:
        assert hash_of(*values).encode() not in data
    assert not any(cell.encode() in data for cell in cells)


def test_what_looks_like_the_number_of_a_person_is_personal_whatever_the_standard_says(tmp_path) -> None:
    section = known(written(tmp_path / "a.csv", [("11010519491231002X", "9", "1"), ("P2", "9", "1")]))
    assert [(issue.count, issue.keys) for issue in section.issues] == [(2, {hash_of("P2"): 1})]


def test_a_schema_of_another_maker_does_not_say_what_is_personal(tmp_path) -> None:
    schema = {"fields": [{"name": "登记号", "type": "string"}, {"name": "金额", "type": "number"}], "primaryKey": "登记号"}
    (tmp_path / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    path = written(tmp_path / "a.csv", [("P1", "x")], ("登记号", "金额"))
    section = known(path, standard=None, schema=tmp_path / "schema.json")
    assert (section.key, [issue.keys for issue in section.issues]) == ((), [None])


def test_without_the_column_of_the_key_faults_are_counted(tmp_path) -> None:
    path = written(tmp_path / "a.csv", [("9", "1")], ("类别", "金额"))
    section = known(path, dataset="permits")
    assert section.issues
    assert all(issue.keys is None for issue in section.issues)


def test_too_many_keys_are_counted(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(faults, "MOST_KEYS", 2)
    path = permits(tmp_path / "a.csv", 9, n1="9", n2="9", n3="9")
    assert keys(known(path), "kind.codelist") is None


def test_a_large_file_is_read_again_only_where_there_are_faults(tmp_path, monkeypatch) -> None:
    path = permits(tmp_path / "a.csv", 300_000, n150000="9", n299999="9")
    parsed = []
    tables = row_keys.reopen_table

    def counting(*given):
        table = tables(*given)
        parse = table.parse
        monkeypatch.setattr(type(table), "parse", lambda self, block: parsed.append(1) or parse(block))
        return table

    monkeypatch.setattr(row_keys, "reopen_table", counting)
    assert keys(known(path), "kind.codelist") == {hash_of("P150000"): 1, hash_of("P299999"): 1}
    assert len(parsed) == 2


def test_clean_files_are_not_read_again(tmp_path, monkeypatch) -> None:
    monkeypatch.setattr(row_keys, "reopen_table", None)
    assert known(permits(tmp_path / "a.csv", 9)).issues == ()


def test_a_file_that_changes_meanwhile_is_told(tmp_path, monkeypatch) -> None:
    path = permits(tmp_path / "a.csv", 9, n3="9")
    again = row_keys.reopen_table

    def changed(*given):
        permits(path, 9, n4="9")
        return again(*given)

    monkeypatch.setattr(row_keys, "reopen_table", changed)
    with pytest.raises(InputError, match="changed while it was being checked"):
        known(path)


@pytest.mark.parametrize("jobs", [1, 4])
def test_a_new_row_fails_a_known_one_passes(tmp_path, jobs) -> None:
    listed = baseline(tmp_path / "b.json", permits(tmp_path / "a.csv", 40, n3="9", n7="9"))
    assert judged(tmp_path / "a.csv", baseline=listed, jobs=jobs).passed
    found = judged(permits(tmp_path / "next.csv", 40, n3="9", n8="9"), baseline=listed, jobs=jobs)
    assert (found.baseline.known, found.baseline.new, [each.count for each in found.baseline.gone]) == (1, 1, [1])
    assert not found.passed
    assert judged(permits(tmp_path / "next.csv", 40, n7="9"), baseline=listed, jobs=jobs).passed


def test_a_file_named_after_a_person_is_masked(tmp_path) -> None:
    path = permits(tmp_path / "11010519491231002X.csv", 2, n1="9")
    assert (
        known(path).file
        == known(path, place="county/11010519491231002X.csv").file.removeprefix("county/")
        == "99999999999999999A.csv"
    )


def test_a_column_named_after_a_person_is_masked_even_where_values_are_shown(tmp_path) -> None:
    schema = {"fields": [{"name": "13800138000", "constraints": {"maxLength": 2}}]}
    (tmp_path / "schema.json").write_text(json.dumps(schema), encoding="utf-8")
    path = written(tmp_path / "a.csv", [("abc",)], ("13800138000",))
    section = known(path, standard=None, schema=tmp_path / "schema.json", show_values=True)
    assert [issue.column for issue in section.issues] == ["9" * 11]
