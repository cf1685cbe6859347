"""Comparing two returns: keys, limits, what counts as empty or alike, and what is never shown."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pandas as pd
import pytest

from dgov_std.api.comparison import compare, comparison_text
from dgov_std.api.options import Options
from dgov_std.errors import InputError, LimitError, UsageError
from dgov_std.report.comparisons import NO_LIMIT, Comparison, Limit, Limits

CLUB = Path(__file__).parent / "club.yaml"
Pair = Callable[..., Comparison]


@pytest.fixture
def pair(tmp_path: Path) -> Pair:
    """Compare two texts as CSV files."""

    def call(old: str | bytes, new: str | bytes, **given: object) -> Comparison:
        for name, text in (("old.csv", old), ("new.csv", new)):
            (tmp_path / name).write_bytes(text if isinstance(text, bytes) else text.encode())
        return compare(tmp_path / "old.csv", tmp_path / "new.csv", **given)  # type: ignore[arg-type]

    return call


def rows(count: int, empty: int = 0, columns: str = "k,v") -> str:
    return columns + "\n" + "".join(f"{i},{'' if i < empty else 'x'}\n" for i in range(count))


def kinds(found: Comparison) -> list[str]:
    return [alarm.kind for alarm in found.alarms]


# ---- the key ----


def test_without_a_key_or_a_standard_nothing_is_compared(pair: Pair):
    with pytest.raises(UsageError) as caught:
        pair("a,b\n1,2\n", "a,b\n1,2\n")
    assert (
        caught.value.problems[0].in_("zh")
        == "--key: 没有说按哪一列比较。写 --key 列名(可用: a、b), 或用 --standard 指明有键的标准"
    )


@pytest.mark.parametrize("key", ["甲,乙", "甲\uff0c乙", "甲、乙", ["甲", "乙"]])
def test_columns_of_the_key_stand_with_commas_between(pair: Pair, key: object):
    assert pair("甲,乙,丙\n1,2,3\n", "甲,乙,丙\n1,2,3\n", key=key).key == ("甲", "乙")


def test_a_label_may_hold_a_comma(pair: Pair):
    assert pair('"a,b",c\n1,2\n', '"a,b",c\n1,2\n', key="a,b").key == ("a,b",)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("a,b", "a,b", '--key: neither file has a column "code". The columns are a, b'),
        ("a,code", "a,cod", '--key: the new file lacks a column "code". perhaps "cod"?'),
        ("a,b", "a,code", '--key: the old file lacks a column "code". The columns are a, b'),
        ("a,cdoe", "a,code", '--key: the old file lacks a column "code". perhaps "cdoe"?'),
        ("code,code", "code,code", '--key: 2 columns are called "code"; they cannot be the key. rename them first'),
    ],
)
def test_a_key_that_is_not_there_is_told(pair: Pair, old: str, new: str, said: str):
    with pytest.raises(UsageError) as caught:
        pair(f"{old}\n1,2\n", f"{new}\n1,2\n", key="code")
    assert caught.value.problems[0].in_("en") == said


@pytest.mark.parametrize("key", [(), "k", "11010119900307461"])
def test_a_message_about_the_key_shows_no_number_of_a_person(pair: Pair, key: object):
    with pytest.raises(UsageError) as caught:
        pair("110101199003074610,b\n1,2\n", "110101199003074610,b\n1,2\n", key=key)
    assert "110101199003074610" not in str(caught.value.problems[0])


def test_the_key_of_the_standard_is_taken(pair: Pair):
    found = pair(
        "登记号,名称\n1,甲\n2,乙\n", "登记号,社团名称\n1,甲\n3,丙\n", standard=CLUB, options=Options(dataset="clubs")
    )
    assert (found.key, found.key_from, found.keys.new, found.keys.vanished, found.keys.unchanged) == (
        ("登记号",),
        "standard",
        1,
        1,
        1,
    )
    assert found.basis is not None
    assert (found.basis.standard, found.basis.dataset) == ("club", "clubs")


def test_the_dataset_is_chosen_by_the_header(pair: Pair):
    found = pair("登记号,负责人\n1,甲\n", "登记号,负责人\n1,甲\n", standard=CLUB)
    assert found.basis is not None
    assert found.basis.dataset == "clubs"


def test_a_dataset_without_a_key_says_so(pair: Pair):
    with pytest.raises(UsageError) as caught:
        pair("名称,状态\n1,2\n", "名称,状态\n1,2\n", standard=CLUB, options=Options(dataset="notes"))
    assert (
        caught.value.problems[0].in_("en") == "the dataset notes of the standard has no key. name the key columns with --key"
    )


def test_a_file_without_the_key_of_the_standard_says_so(pair: Pair):
    with pytest.raises(UsageError) as caught:
        pair("名称,状态\n1,2\n", "名称,状态\n1,2\n", standard=CLUB, options=Options(dataset="clubs"))
    assert caught.value.problems[0].in_("zh") == "标准的键要用到“登记号”, 两份文件不都有。用 --key 指明别的键列"


def test_with_a_standard_the_key_may_be_named_by_its_element(pair: Pair):
    found = pair("登记号,名称\n1,甲\n", "登记号,名称\n1,甲\n", standard=CLUB, key="Number", options=Options(dataset="clubs"))
    assert found.key == ("登记号",)


def test_part_of_a_key_may_be_empty_but_not_all_of_it(pair: Pair):
    found = pair("a,b,c\n1,,x\n,2,x\n", "a,b,c\n1,,y\n,2,x\n,,x\n", key="a,b")
    assert (found.keys.changed, found.keys.unchanged, found.new.keyless, found.new.first_keyless) == (1, 1, 1, (4,))


def test_cells_of_a_key_are_not_run_together(pair: Pair):
    assert pair("a,b\n1,23\n", "a,b\n12,3\n", key="a,b").keys.new == 1


def test_a_column_of_one_value_is_no_key(pair: Pair, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("dgov_std.diff.joining._MOST", 1_000)
    with pytest.raises(InputError) as caught:
        pair("a,b\n" + "1,2\n" * 50, "a,b\n" + "1,2\n" * 50, key="a")
    assert caught.value.problems[0].in_("en") == (
        '--key: "a" does not tell rows apart: about 100 of them have the same few values. name columns that tell rows apart'
    )


# ---- limits ----


@pytest.mark.parametrize(("count", "alarm"), [(80, []), (79, ["rows"]), (120, []), (121, ["rows"])])
def test_rows_may_change_by_a_fifth(pair: Pair, count: int, alarm: list[str]):
    assert kinds(pair(rows(100), rows(count), key="k")) == alarm


@pytest.mark.parametrize(("empty", "alarm"), [(3, []), (4, ["empty"])])
def test_the_empty_rate_may_rise_by_ten_points(pair: Pair, empty: int, alarm: list[str]):
    assert kinds(pair(rows(30), rows(30, empty), key="k")) == alarm


def test_an_empty_rate_that_falls_is_no_alarm(pair: Pair):
    found = pair(rows(30, 20), rows(30), key="k")
    assert (kinds(found), found.columns[1].jump) == ([], -0.666667)


def test_limits_are_asked_for(pair: Pair):
    strict = Limits(Limit(share=0.0), Limit(share=0.0), NO_LIMIT)
    loose = Limits(NO_LIMIT, NO_LIMIT, NO_LIMIT)
    files = rows(10), rows(11, 1)
    assert kinds(pair(*files, key="k", limits=strict)) == ["rows", "empty"]
    assert kinds(pair(*files, key="k", limits=loose)) == []


@pytest.mark.parametrize(("returned", "alarm"), [("full", ["vanished"]), ("incremental", []), (None, [])])
def test_keys_must_not_vanish_from_a_full_return(pair: Pair, returned: str | None, alarm: list[str]):
    assert kinds(pair(rows(100), rows(99), key="k", returned=returned)) == alarm


@pytest.mark.parametrize(
    ("limit", "alarm"), [(Limit(count=1), []), (Limit(share=0.01), []), (Limit(share=0.009), ["vanished"])]
)
def test_so_many_may_vanish_from_a_full_return(pair: Pair, limit: Limit, alarm: list[str]):
    assert kinds(pair(rows(100), rows(99), key="k", returned="full", limits=Limits(vanished=limit))) == alarm


def test_an_incremental_return_may_be_short(pair: Pair):
    assert kinds(pair(rows(100), rows(5), key="k", returned="incremental")) == []


@pytest.mark.parametrize(
    ("old", "new", "alarm"),
    [
        ("k,v\n1,x\n", "k,v\n1,x\n1,x\n", ["rows", "repeated"]),
        ("k,v\n1,x\n", "k\n1\n", ["removed"]),
        ("k,v\n1,x\n", "k,v\n", ["nothing", "rows"]),
        ("k,v\n", "k,v\n1,x\n", ["nothing"]),
        ("k,v\n1,x\n,y\n", "k,v\n1,x\n2,y\n", ["keyless"]),
        ("k,v\n1,x\n2,x\n", "k,v\n1,x\n2,x,z\n", ["damaged"]),
    ],
)
def test_what_cannot_be_relied_upon_is_an_alarm(pair: Pair, old: str, new: str, alarm: list[str]):
    assert kinds(pair(old, new, key="k")) == alarm


def test_a_damaged_row_is_not_compared(pair: Pair):
    found = pair("k,v\n1,x\n2,x\n", "k,v\n1,x\n2,x,z\n", key="k")
    assert (found.new.rows, found.new.damaged, found.new.first_damaged, found.keys.vanished) == (2, 1, (3,), 1)


@pytest.mark.parametrize(("old", "new"), [(b"\xff", b"\xfe"), (b"\xff", b"b"), ("甲乙".encode("gbk"), "丙丁".encode("gbk"))])
def test_bytes_that_are_no_characters_are_not_taken_for_the_same(pair: Pair, old: bytes, new: bytes):
    filled = "k,v\n0,甲乙丙丁\n".encode()
    found = pair(filled + b"1,%s\n" % old, filled + b"1,%s\n" % new, key="k", options=Options(encoding="utf-8"))
    assert (found.old.damaged, found.old.first_damaged, found.keys.unchanged, kinds(found)[-1]) == (1, (3,), 1, "damaged")
    assert "(有的可能在没有比较的行里)" in comparison_text(found) or found.new.damaged


@pytest.mark.parametrize(("returned", "alarm"), [(None, ["apart"]), ("full", ["apart", "vanished"]), ("incremental", [])])
def test_no_key_in_common_is_an_alarm(pair: Pair, returned: str | None, alarm: list[str]):
    found = pair("k,v\n01,x\n02,y\n", "k,v\n1,x\n2,y\n", key="k", returned=returned)
    assert kinds(found) == alarm
    assert ("没有一个键相同" in comparison_text(found)) == bool(alarm)


# ---- what is the same ----


def test_words_for_nothing_are_empty(pair: Pair):
    found = pair("登记号,状态\n1,无\n", "登记号,状态\n1,\n", standard=CLUB, options=Options(dataset="clubs"))
    assert (found.keys.unchanged, found.columns[1].old_empty, found.columns[1].new_empty) == (1, 1, 1)


def test_without_a_standard_no_word_means_nothing(pair: Pair):
    assert pair("登记号,状态\n1,无\n", "登记号,状态\n1,\n", key="登记号").columns[1].emptied == 1


@pytest.mark.parametrize(
    ("old", "new"), [("12.50", "12.5"), ("12.0", "12"), ("１２", "12"), (" 甲 ", "甲"), ("0.10", "0.1")]
)
def test_ways_of_writing_make_a_difference_unless_asked(pair: Pair, old: str, new: str):
    files = f"k,v\n1,{old}\n", f"k,v\n1,{new}\n"
    assert pair(*files, key="k").keys.changed == 1
    assert pair(*files, key="k", alike=True).keys.unchanged == 1


@pytest.mark.parametrize(("old", "new"), [("120", "12"), ("1.05", "1.5"), ("甲", "乙"), ("007", "7"), ("1.0.0", "1.0")])
def test_what_is_written_alike_is_still_what_it_is(pair: Pair, old: str, new: str):
    assert pair(f"k,v\n1,{old}\n", f"k,v\n1,{new}\n", key="k", alike=True).keys.changed == 1


def test_a_blank_margin_is_no_column(pair: Pair):
    found = pair("k,v,\n1,x,\n", "k,v\n1,x\n", key="k")
    assert (found.removed, found.old.columns, kinds(found)) == ((), 2, [])


def test_frames_are_compared_as_files_are():
    old, new = (pd.DataFrame({"k": ["1", "2"], "v": values}) for values in (["a", None], ["b", "c"]))
    found = compare(old, new, key="k", options=Options(show_values=True))
    assert [(c.old, c.new, c.cells) for c in found.columns[1].changes] == [("a", "b", 1), (None, "c", 1)]


def test_threads_make_no_difference(tmp_path: Path):
    for name, shift in (("a.csv", 0), ("b.csv", 3)):
        lines = (f"{i + shift},{'name ' * 20}{i % 7}\n" for i in range(30_000))
        (tmp_path / name).write_text("k,v\n" + "".join(lines), encoding="utf-8")
    found = [compare(tmp_path / "a.csv", tmp_path / "b.csv", key="k", options=Options(jobs=jobs)) for jobs in (1, 4)]
    assert comparison_text(found[0], "json") == comparison_text(found[1], "json")
    assert (found[0].keys.new, found[0].keys.vanished, found[0].keys.changed) == (3, 3, 29_997)


# ---- what is shown ----


def test_values_of_known_columns_are_shown_the_most_frequent_first(pair: Pair):
    old = "登记号,状态\n" + "".join(f"{i},有效\n" for i in range(5))
    new = "登记号,状态\n0,注销\n1,撤销\n2,注销\n3,有效\n4,\n"
    found = pair(old, new, standard=CLUB, options=Options(dataset="clubs"))
    shown = [(c.old, c.new, c.cells, c.old_row, c.new_row) for c in found.columns[1].changes]
    assert shown == [("有效", "注销", 2, 2, 2), ("有效", "撤销", 1, 3, 3), ("有效", None, 1, 6, 6)]


def test_keys_are_shown_where_they_are_not_personal(pair: Pair):
    found = pair("登记号,负责人\n1,甲\n", "登记号,负责人\n7,乙\n", standard=CLUB, options=Options(dataset="clubs"))
    assert (found.first_new[0].values, found.first_vanished[0].values) == (("7",), ("1",))


SECRET = ("赵钱孙", "周吴郑", "王冯陈")


def everything(found: Comparison) -> str:
    forms = [
        comparison_text(found, form, language=language)
        for form in ("terminal", "json", "markdown")
        for language in ("zh", "en")
    ]
    return "\n".join(forms)


def test_values_of_personal_columns_are_never_shown(pair: Pair):
    files = f"登记号,负责人\n1,{SECRET[0]}\n2,x\n", f"登记号,负责人\n1,{SECRET[1]}\n2,{SECRET[2]}\n"
    found = pair(*files, standard=CLUB, options=Options(dataset="clubs"))
    assert (found.columns[1].changed, found.columns[1].changes, found.columns[1].personal) == (2, (), True)
    assert not [name for name in SECRET if name in everything(found)]
    assert "个人信息, 不显示" in everything(found)


def test_personal_keys_are_never_shown(pair: Pair):
    files = f"负责人,状态\n{SECRET[0]},1\n", f"负责人,状态\n{SECRET[1]},1\n{SECRET[2]},1\n{SECRET[2]},1\n"
    found = pair(*files, standard=CLUB, options=Options(dataset="people"))
    assert (found.key, found.keys.new, found.keys.vanished, found.new.repeated.keys) == (("负责人",), 2, 1, 1)
    assert not [name for name in SECRET if name in everything(found)]


def test_without_a_standard_nothing_is_shown(pair: Pair):
    found = pair(f"k,v\n1,{SECRET[0]}\n", f"k,v\n1,{SECRET[1]}\n{SECRET[2]},x\n", key="k")
    assert (found.columns[1].rows, found.first_new[0].row) == ((2,), 3)
    assert not [name for name in SECRET if name in everything(found)]


def test_numbers_of_persons_are_masked_wherever_they_stand(pair: Pair):
    number = "110101199003074610"
    found = pair(
        "登记号,状态\n1,a\n2,b\n",
        f"登记号,状态\n1,见{number}\n{number},c\n",
        standard=CLUB,
        options=Options(dataset="clubs"),
    )
    assert number not in everything(found)
    assert [(c.new, c.masked) for c in found.columns[1].changes] == [("文999999999999999999", True)]


def test_values_are_shown_when_asked_for_and_that_is_told(pair: Pair):
    found = pair("k,v\n1,甲\n", "k,v\n1,乙\n", key="k", options=Options(show_values=True))
    assert (found.columns[1].changes[0].new, found.show_values) == ("乙", True)
    assert "按要求显示了全部的值, 可能含个人信息" in comparison_text(found)


def test_labels_and_names_of_files_lose_numbers_of_persons(tmp_path: Path):
    number = "110101199003074610"
    path = tmp_path / f"{number}.csv"
    path.write_text(f"k,{number}\n1,2\n", encoding="utf-8")
    assert number not in everything(compare(path, path, key="k"))


# ---- forms ----


def test_blanks_at_the_ends_are_seen(pair: Pair):
    found = pair("k,v\n1,甲\n", "k,v\n1,甲 \n", key="k", options=Options(show_values=True))
    assert "甲 -> “甲 ”" in comparison_text(found)


def test_a_column_that_stands_where_it_stood_is_not_told_as_moved(pair: Pair):
    found = pair("k,a,b,c\n1,2,3,4\n", "c,a,k,b\n4,2,1,3\n", key="k")
    assert "c D -> A\n" in comparison_text(found)


def test_an_empty_rate_that_looks_the_same_is_told_as_unchanged(pair: Pair):
    found = pair(rows(30_000, 10_000), rows(30_001, 10_000), key="k")
    assert "没有变化的列  v\n" in comparison_text(found)


def test_json_holds_the_facts(pair: Pair):
    found = json.loads(comparison_text(pair(rows(10), rows(10, 5), key="k"), "json"))
    assert (found["format"], found["within_limits"], found["row_jump"]) == ("dgov-std-comparison/1", False, 0.0)
    assert (found["columns"][1]["old_rate"], found["columns"][1]["new_rate"], found["columns"][1]["jump"]) == (0.0, 0.5, 0.5)
    assert found["alarms"] == [{"kind": "empty", "count": 0, "column": "v", "index": 1, "side": None}]


def test_a_sheet_is_of_the_workbook_and_an_encoding_of_the_text(tmp_path: Path):
    text, workbook = tmp_path / "old.csv", tmp_path / "new.xlsx"
    text.write_bytes("键,值\n1,甲\n2,乙\n".encode("gb18030"))
    with pd.ExcelWriter(workbook) as writer:
        pd.DataFrame({"说明": ["填表说明"]}).to_excel(writer, sheet_name="说明", index=False)
        pd.DataFrame({"键": ["1", "2"], "值": ["甲", "丙"]}).to_excel(writer, sheet_name="名单", index=False)
    options = Options(sheet="名单", encoding="gb18030")
    for old, new in ((text, workbook), (workbook, text)):
        assert compare(old, new, key="键", options=options).keys.changed == 1
    with pytest.raises(UsageError, match="--sheet"):
        compare(text, text, key="键", options=options)
    with pytest.raises(UsageError, match="--encoding"):
        compare(workbook, workbook, key="键", options=options)


def test_an_encoding_is_of_the_text_and_not_of_columns_beside_it(tmp_path: Path):
    text, columns = tmp_path / "old.csv", tmp_path / "new.parquet"
    text.write_bytes("键,值\n1,甲\n2,乙\n".encode("gb18030"))
    pd.DataFrame({"键": ["1", "2"], "值": ["甲", "丙"]}).to_parquet(columns, index=False)
    assert compare(text, columns, key="键", options=Options(encoding="gb18030")).keys.changed == 1
    with pytest.raises(UsageError, match="--encoding"):
        compare(columns, columns, key="键", options=Options(encoding="gb18030"))


def test_a_full_disk_is_told(pair: Pair, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "none"))
    with pytest.raises(LimitError):
        pair(rows(10), rows(10), key="k", memory=0)
