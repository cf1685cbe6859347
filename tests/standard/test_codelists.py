"""Code lists from files: fast, contained in the standard's folder, every mistake with its line."""

from pathlib import Path

import pytest
from timing import within

from dgov_std.standard.codelists import build_codelist
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.model import CodeList
from dgov_std.standard.problems import Problems
from dgov_std.standard.yaml_tree import parse_yaml

HEAD = "kind: codelist\nid: a\ntitle: {zh: 甲, en: a}\nsource: {standard: S, confidence: high}\n"


def load(folder: Path, csv: str | bytes, extra: str = "") -> tuple[CodeList, list[str]]:
    data = csv.encode() if isinstance(csv, str) else csv
    (folder / "a.csv").write_bytes(data)
    problems = Problems()
    documents, _ = parse_yaml((HEAD + "file: a.csv\n" + extra).encode(), "a.yaml", problems)
    found = build_codelist(Ledger(folder, problems), documents[0])
    return found, [p.in_("en").replace(f"{folder}/", "") for p in problems.in_order()]


def test_columns_are_read_by_name(tmp_path: Path) -> None:
    found, problems = load(tmp_path, "name,code,aliases,name_en\n甲,01,A|B,one\n乙,1,,\n")
    assert problems == []
    first, second = found.codes
    assert (first.code, first.name.zh, first.name.en, first.aliases) == ("01", "甲", "one", ("A", "B"))
    assert (second.code, second.name.en, second.aliases, second.parent) == ("1", "乙", (), None)


def test_reused_code_needs_separate_periods(tmp_path: Path) -> None:
    found, problems = load(tmp_path, "code,name,valid_from,valid_to\n1,旧,,2010\n1,新,2010,\n")
    assert problems == []
    assert len(found.codes) == 2


@pytest.mark.parametrize(
    ("csv", "expected"),
    [
        ("code,name\n", ["a.csv:1:1: the code list is empty. Add its codes."]),
        ("", ['a.csv:1:1: the column "code" is missing. The first line is code,name[,…].',
              'a.csv:1:1: the column "name" is missing. The first line is code,name[,…].']),
        ("code,name,valid_from,valid_to\n1,a,,\n1,b,2020,\n",
         ['a.csv:3:1: the code "1" is written twice, first at a.csv:2:1, and their periods overlap. '
          "Delete one of them, or give valid_from and valid_to."]),
        ("code,name,replaced_by\n1,a,2\n",
         ['a.csv:2:1: the replacement "2" of the code "1" is not in the list. Add it, or correct it.']),
        ("code,name\n1,a,b\n", ["a.csv:2:1: this line has 3 cells, the header 2. Look at the commas and quotes."]),
        ("code,name\n,a\n", ["a.csv:2:1: the code is empty. Add the code, or delete the line."]),
        ('code,name\n1,"a\n', ["a.csv:2:1: this is not valid CSV. Look at the quotes in this line."]),
        ("code,name,parent\n1,a,1\n", ['a.csv:2:1: the code "1" is above itself. Correct the parent.']),
        ("code,name\n1,北\n".encode("gbk"), ["a.csv:2:1: the file is not UTF-8. Save it as UTF-8."]),
    ],
)  # fmt: skip
def test_mistake_has_its_line(csv: str | bytes, expected: list[str], tmp_path: Path) -> None:
    assert load(tmp_path, csv)[1] == expected


def test_open_list_may_name_a_replacement_it_lacks(tmp_path: Path) -> None:
    assert load(tmp_path, "code,name,replaced_by\n1,a,2\n", "open: true\n")[1] == []


def test_too_many_problems_are_cut_off(tmp_path: Path) -> None:
    _, problems = load(tmp_path, "code,name\n" + " x,a\n" * 30_000)
    assert len(problems) == 20
    assert problems[-1].endswith(
        "there are too many problems in this file, the rest is not listed. Correct those above first."
    )


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    inside = tmp_path / "standard"
    inside.mkdir()
    (tmp_path / "secret.csv").write_text("root:x:0\n", encoding="utf-8")
    (inside / "link.csv").symlink_to(tmp_path / "secret.csv")
    problems = Problems()
    documents, _ = parse_yaml((HEAD + "file: link.csv\n").encode(), "a.yaml", problems)
    build_codelist(Ledger(inside, problems), documents[0])
    (only,) = problems.in_order()
    assert only.what.en == 'the file "link.csv" is not below the standard\'s folder'


def test_code_given_out_again_and_again_costs_no_square(tmp_path: Path) -> None:
    rows = "".join(f"1,a,{year},{year + 1}\n" for year in range(1_000, 9_000))
    assert within(1, lambda: load(tmp_path, "code,name,valid_from,valid_to\n" + rows))[1] == []


@pytest.mark.parametrize(
    "written", ["a/../../x.csv", "//server/x.csv", "C:/x.csv", "C:x.csv", "\\\\server\\x.csv", "/x.csv"]
)
def test_path_out_of_the_folder_is_refused(written: str, tmp_path: Path) -> None:
    problems = Problems()
    documents, _ = parse_yaml((HEAD + f"file: '{written}'\n").encode(), "a.yaml", problems)
    build_codelist(Ledger(tmp_path, problems), documents[0])
    (only,) = problems.in_order()
    assert only.what.zh == f"文件“{written}”不在标准的文件夹之内"


def test_42_000_rows_load_quickly(tmp_path: Path) -> None:
    rows = "".join(f"{n:09d},某某街道办事处,{n // 1000 * 1000:09d},town,,\n" for n in range(42_000))
    # About 0.2 s on a quiet machine.
    found, problems = within(0.6, lambda: load(tmp_path, "code,name,parent,level,valid_from,valid_to\n" + rows))
    assert len(found.codes) == 42_000
    assert len(problems) == 20  # each thousandth code is its own parent


def test_what_a_list_says_of_itself_is_read(tmp_path: Path) -> None:
    extra = (
        "rows: 2\nsha256: "
        + "0" * 64
        + "\nlicence: MIT\norigin: somewhere 1.0\naliases: [行业, GB/T 1]\nhierarchy: prefix\n"
        "reused: true\nmissing_where: '[0-9]{4}'\nlevels: [{id: top, title: {zh: 门类, en: section}, pattern: '[A-Z]'}]\n"
    )
    found, problems = load(tmp_path, "code,name,level\nA,农业,top\n", extra)
    assert problems == []
    assert (found.copy.rows, found.copy.rows_found, found.copy.licence, found.copy.origin) == (2, 1, "MIT", "somewhere 1.0")
    assert found.copy.sha256_found == "58f595df41b278b1e940ca8e7f9908ec416954fd239924b778d0d5c87e9e7b09"
    assert found.head.aliases == ("行业", "GB/T 1")
    assert (found.hierarchy, found.reused, found.missing_where) == ("prefix", True, "[0-9]{4}")
    assert [(level.id, level.title.en, level.pattern) for level in found.levels] == [("top", "section", "[A-Z]")]


def test_several_codes_may_take_the_place_of_one(tmp_path: Path) -> None:
    found, problems = load(tmp_path, "code,name,replaced_by\n1,a,2|3\n2,b,\n3,c,\n")
    assert problems == []
    assert [code.successors for code in found.codes] == [("2", "3"), (), ()]
    assert load(tmp_path, "code,name,replaced_by\n1,a,2|3\n2,b,\n")[1] == [
        'a.csv:2:1: the replacement "3" of the code "1" is not in the list. Add it, or correct it.'
    ]
