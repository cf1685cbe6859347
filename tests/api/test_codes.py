"""Looking up code lists: how lists are called, codes by day, by name, by first letters, by mapping."""

import json
import time
from pathlib import Path

import pytest

from dgov_std.api import codes
from dgov_std.api.codes import Shelf, look_up, meant
from dgov_std.api.lookup import Roll, Row, end_day, first_day
from dgov_std.errors import UsageError
from dgov_std.report.lookups import Catalogue, Hits, ListHead, Page, Translation, found_something
from dgov_std.text import Text

DIVISION = [
    ["370000", "山东省", None, "province", None, None, None],
    ["370200", "青岛市", "370000", "prefecture", None, None, None],
    ["370211", "黄岛区", "370200", "county", None, None, None],
    ["370284", "胶南市", "370200", "county", "1995", "2012", "370211"],
    ["379016", "胶南市", "370000", "county", "1990", "1995", "370284"],
    ["370100", "济南市", "370000", "prefecture", None, None, None],
    ["132201", "邢台市", None, "county", None, "1983", "132299"],
    ["132201", "南宫市", None, "county", "1986-05-01", "1993-07-01", "132298|132299"],
    ["132298", "南宫市", None, "county", "1993-07-01", None, None],
    ["132299", "Ａ区", None, "county", "1983", None, None],
]
FILES = {
    "division.json": {
        "columns": ["code", "zh", "parent", "level", "since", "until", "successors"],
        "rows": DIVISION,
    },
    "old.json": {
        "columns": ["code", "zh", "en", "aliases"],
        "rows": [["1", "男性", "male", "男|M"], ["2", "女性", "female", None]],
    },
    "new.json": {"columns": ["code", "zh"], "rows": [["M", "男"], ["F", "女"], ["X", "其他"]]},
    "a.json": {"columns": ["code", "zh"], "rows": [["1", "甲"]]},
    "m.json": {"columns": [], "rows": [["1", "M", "broader", None], ["2", None, "none", "没有"]]},
}


def listed(title: str, **more: object) -> dict[str, object]:
    return {"title": {"zh": title, "en": title}, "belongs_to": "s", "codes": 1, **more}


INDEX = {
    "lists": {
        "division": listed(
            "行政区划代码", file="division.json", aliases=["divisions", "行政区划", "GB/T 2260"], source="GB/T 2260",
            known_until="2025-10-31", levels=[["province", {"zh": "省级", "en": "province"}]],
        ),
        "industry-2017": listed("行业2017", file="a.json", source="GB/T 4754-2017"),
        "industry-2011": listed("行业2011", file="a.json", source="GB/T 4754-2011", open=True),
        "sex-old": listed("旧性别", file="old.json", source="GB/T 2261.1-2003"),
        "sex-new": listed("新性别", file="new.json"),
    },
    "mappings": {"m": {"title": {"zh": "对照", "en": "m"}, "from": "sex-old", "to": "sex-new", "file": "m.json"}},
}  # fmt: skip
SHELF = Shelf(INDEX, FILES.__getitem__)
_NUMBERS = [["156", "中国"], ["659", "彩虹鸟"], ["643", "俄罗斯"], ["810", "苏联"], ["450", "马达加斯加"], ["496", "蒙古"]]
_LETTERS = [["CHN", "中国"], ["KNA", "彩虹鸟"], ["RUS", "俄罗斯"], ["SUN", "苏联"], ["MG", "马达加斯加"]]
_SAME = [["156", "CHN"], ["659", "KNA"], ["643", "RUS"], ["810", "RUS"], ["450", "MG"]]
COUNTRIES = Shelf(
    {
        "lists": {name: listed(name, file=name) for name in ("numbers", "letters")},
        "mappings": {"m": INDEX["mappings"]["m"] | {"from": "numbers", "to": "letters", "file": "m"}},
    },
    {
        "numbers": {"columns": ["code", "zh"], "rows": _NUMBERS},
        "letters": {"columns": ["code", "zh"], "rows": _LETTERS},
        "m": {"columns": [], "rows": [*([*pair, "same", None] for pair in _SAME), ["643", "SUN", "broader", None]]},
    }.__getitem__,
)


@pytest.fixture(autouse=True)
def shelf(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "open_shelf", lambda standard=None: SHELF)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("division", "division"),
        ("DIVISIONS", "division"),
        ("行政区划", "division"),
        (" 行政 区划 代码 ", "division"),
        ("GB/T 2260", "division"),
        ("GB／T2260", "division"),
        ("gb 2260", "division"),
        ("GB T 4754 2017", "industry-2017"),
        ("GB/T 4754—2011", "industry-2011"),
        ("gbt4754-2017", "industry-2017"),
        ("GB/T 2261.1", "sex-old"),
        ("sex_old", "sex-old"),
    ],
)
def test_a_list_is_known_by_what_people_call_it(name: str, expected: str) -> None:
    assert meant(name, SHELF) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("GB/T 4754", "'GB/T 4754' has 2 code lists. name one: industry-2017, industry-2011"),
        ("GB/T 4754-1994", "there is no code list 'GB/T 4754-1994'. dgov-std codes lists all code lists"),
        ("divison", "there is no code list 'divison'. perhaps division?"),
        ("性别", "there is no code list '性别'. perhaps sex-old, sex-new?"),
        ("", "there is no code list ''. dgov-std codes lists all code lists"),
    ],
)
def test_a_list_that_is_not_there_is_refused(name: str, expected: str) -> None:
    with pytest.raises(UsageError) as raised:
        meant(name, SHELF)
    assert raised.value.problems[0].in_("en") == expected


def page(*arguments: str, at: str | None = None) -> Page:
    answer = look_up(*arguments, at=at)
    assert isinstance(answer, Page)
    return answer


def hits(*arguments: str, at: str | None = None, everything: bool = False) -> Hits:
    answer = look_up(*arguments, at=at, everything=everything)
    assert isinstance(answer, Hits)
    return answer


def test_without_a_list_there_are_all() -> None:
    answer = look_up()
    assert isinstance(answer, Catalogue)
    assert [head.id for head in answer.lists] == list(INDEX["lists"])
    assert answer.mappings == (("m", Text("对照", "m"), "sex-old", "sex-new"),)
    assert [head.incomplete is not None for head in answer.lists] == [False, False, True, False, False]


@pytest.mark.parametrize("term", ["370284", "３７０２８４", " 370284 "])
def test_a_code_has_its_page(term: str) -> None:
    found = page("divisions", term)
    (entry,) = found.entries
    assert (found.code, entry.name.zh, entry.since, entry.until, entry.valid) == ("370284", "胶南市", "1995", "2012", False)
    assert [each.name.zh for each in entry.parents] == ["山东省", "青岛市"]
    assert [(each.code, each.name.zh) for each in entry.successors] == [("370211", "黄岛区")]
    assert [each.code for each in found.before] == ["379016"]


@pytest.mark.parametrize(
    ("at", "valid"),
    [
        ("1994-12-31", False),
        ("1995-01-01", True),
        ("2005-01-01", True),
        ("2012-12-31", True),  # a year of abolition counts in full
        ("2013-01-01", False),
    ],
)
def test_a_code_is_valid_between_its_days(at: str, valid: bool) -> None:
    assert page("division", "370284", at=at).entries[0].valid is valid


def test_a_day_of_abolition_is_not_covered() -> None:
    assert [entry.valid for entry in page("division", "132201", at="1993-06-30").entries] == [False, True]
    assert [entry.valid for entry in page("division", "132201", at="1993-07-01").entries] == [False, False]
    assert (first_day("1986"), end_day("1983"), first_day(None), end_day(None)) == ("1986-01-01", "1984-01-01", "", "~")


def test_those_that_followed_are_followed_to_the_end() -> None:
    assert [each.code for each in page("division", "379016").chain] == ["370284", "370211"]
    assert [each.code for each in page("division", "132201").chain] == ["132299", "132298"]


def test_children_are_counted_at_the_time() -> None:
    assert page("division", "370200").children == 1
    assert page("division", "370200", at="2005-01-01").children == 2


@pytest.mark.parametrize("at", ["2005", "2005-02-30", "20050101", "tomorrow"])
def test_what_is_no_day_is_refused(at: str) -> None:
    with pytest.raises(UsageError, match="--at: .* is no date"):
        look_up("division", at=at)


@pytest.mark.parametrize(
    ("term", "expected"),
    [
        ("胶南市", ["379016", "370284"]),  # exact names; neither stands today: as in the list
        ("市", ["370100", "370200", "132298"]),
        ("jns", ["370100", "370284"]),
        ("JNS", ["370100"]),
        ("3702", ["370200", "370211", "370284"]),
        ("a区", ["132299"]),
        ("Ａ", ["132299"]),
        ("男", ["1"]),
    ],
)
def test_names_are_searched(term: str, expected: list[str]) -> None:
    name = "sex-old" if term == "男" else "division"
    found = [entry.code for entry in hits(name, term).entries]
    assert set(expected) <= set(found)
    assert found[0] in expected


def test_what_is_valid_on_the_day_comes_first() -> None:
    assert [entry.code for entry in hits("division", "jns").entries] == ["370100", "370284", "379016"]
    assert [entry.code for entry in hits("division", "胶南", at="2005-01-01").entries] == ["370284", "379016"]
    assert [entry.code for entry in hits("division", "胶南", at="1992-01-01").entries] == ["379016", "370284"]


def test_english_names_and_aliases_are_searched_too() -> None:
    assert [entry.code for entry in hits("sex-old", "MALE").entries] == ["1", "2"]
    assert next(entry.code for entry in hits("sex-old", "ｍ").entries) == "1"


@pytest.mark.parametrize(
    ("term", "near"),
    [("370248", ["370284", "370200", "370211"]), ("胶州市", ["370284", "379016"]), ("370999999", []), ("某", [])],
)
def test_what_is_not_found_has_something_near(term: str, near: list[str]) -> None:
    answer = hits("division", term)
    assert not found_something(answer)
    assert [each.code for each in answer.near][: len(near)] == near
    assert bool(answer.near) is bool(near)


def test_a_list_is_shown_from_its_beginning_as_far_as_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "MOST", 3)
    answer = hits("division")
    assert (len(answer.entries), answer.total) == (3, 10)
    assert len(hits("division", everything=True).entries) == 10
    assert hits("division", at="1980-01-01").total == 5


def test_a_list_without_codes_is_a_list_all_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(FILES, "a.json", {"columns": ["code", "zh"], "rows": []})
    assert found_something(look_up("industry-2017"))
    assert not found_something(look_up("industry-2017", "1"))


def translated(*arguments: str, to: str) -> Translation:
    answer = look_up(*arguments, to=to)
    assert isinstance(answer, Translation)
    return answer


def lines(answer: Translation) -> list[tuple[str, str, str | None]]:
    return [(line.source.code, line.relation, line.target.code if line.target else None) for line in answer.lines]


def test_a_mapping_is_read_in_both_directions() -> None:
    assert lines(translated("sex-old", "1", to="sex-new")) == [("1", "broader", "M")]
    assert lines(translated("sex-new", "M", to="sex-old")) == [("M", "narrower", "1")]
    assert lines(translated("sex-old", "女", to="新性别")) == [("2", "none", None)]
    assert lines(translated("sex-old", to="sex-new")) == [("1", "broader", "M"), ("2", "none", None)]


def test_what_a_mapping_lacks_is_said() -> None:
    answer = translated("sex-new", "其他", to="sex-old")
    assert ([each.code for each in answer.lacking], lines(answer), found_something(answer)) == (["X"], [], False)


@pytest.mark.parametrize(
    ("term", "found"),
    [
        ("CHN", ["156", "659"]),  # 659 by its first letters
        ("chn", ["156", "659"]),
        ("RUS", []),  # two codes
        ("SUN", []),  # no more than a part of it
        ("ABC", []),
        ("MG", ["450", "496"]),
    ],
)
def test_a_code_of_another_list_that_means_the_same_stands_first(
    monkeypatch: pytest.MonkeyPatch, term: str, found: list[str]
) -> None:
    monkeypatch.setattr(codes, "open_shelf", lambda standard=None: COUNTRIES)
    answer = look_up("numbers", term)
    assert isinstance(answer, Hits)
    assert ([each.code for each in answer.entries], answer.total) == (found, len(found))
    told = (answer.understood[0], answer.understood[1].source.code) if answer.understood else None
    assert told == (("letters", term.upper()) if found else None)


def test_a_code_of_another_list_is_translated_to_a_third(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codes, "open_shelf", lambda standard=None: COUNTRIES)
    answer = look_up("numbers", "CHN", to="letters")
    assert isinstance(answer, Translation)
    assert lines(answer) == [("156", "same", "CHN"), ("659", "same", "KNA")]


def test_a_page_shows_what_other_lists_have() -> None:
    ((name, found),) = page("sex-old", "1").mapped
    assert (name, found[0].target.code if found[0].target else None) == ("sex-new", "M")


@pytest.mark.parametrize(
    ("name", "to", "expected"),
    [
        ("division", "sex-old", "--to: there is no mapping between division and sex-old. the list has no mapping"),
        ("sex-old", "division", "--to: there is no mapping between sex-old and division. it can be translated to: sex-new"),
        ("sex-old", "nothing", "--to: there is no code list 'nothing'. dgov-std codes lists all code lists"),
        (None, "sex-old", "--to: no list to translate from is named"),
    ],
)
def test_a_mapping_that_is_not_there_is_refused(name: str | None, to: str, expected: str) -> None:
    with pytest.raises(UsageError) as raised:
        look_up(name, to=to)
    assert raised.value.problems[0].in_("en") == expected


def test_successors_in_a_circle_end() -> None:
    roll = Roll(ListHead("a", Text("甲", "a"), None, None, "s", 2), [Row("1", "甲", until="2000", successors="2", parent="2"),
                Row("2", "乙", until="2001", successors="1", parent="1")])  # fmt: skip
    assert [each.code for each in roll.chain("1")] == ["2"]
    assert [each.code for each in roll.parents(roll.rows[0])] == ["1", "2"]


def test_41_352_names_are_searched_quickly() -> None:
    rows = [[f"{n:09d}", f"某{n % 97}街道办事处"] for n in range(41_352)]
    roll = Roll.of(ListHead("a", Text("甲", "a"), None, None, "s", len(rows)), {"columns": ["code", "zh"], "rows": rows})
    best = 9.0
    for term in ("mbsc", "街道", "没有"):
        start = time.thread_time()
        roll.search(term, None)
        best = min(best, time.thread_time() - start)
    assert best < 0.3


def test_a_wheels_lists_are_read_as_they_are_asked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    monkeypatch.setattr(codes, "FOLDER", tmp_path)
    for name, content in {"index.json": INDEX, "division.json": FILES["division.json"]}.items():
        (tmp_path / name).write_text(json.dumps(content), encoding="utf-8")
    assert found_something(look_up("divisions", "370284"))
