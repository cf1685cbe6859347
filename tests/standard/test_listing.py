"""What is said of a code list itself: each check on a list that has the fault and one that has it not."""

from pathlib import Path

import pytest

from dgov_std.standard import load_standard
from dgov_std.standard.codelists import build_codelist
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.listing import list_problems
from dgov_std.standard.model import Code, CodeLevel, CodeList, CodeMapping, Correspondence, Head, Mark, Source
from dgov_std.standard.problems import Problems
from dgov_std.standard.yaml_tree import parse_yaml
from dgov_std.text import Text

SAMPLE = Path(__file__).parent / "sample"
HEAD = "kind: codelist\nid: a\ntitle: {zh: 甲, en: a}\nsource: {standard: S-2020, confidence: high}\n"
WHOLE = "licence: MIT\norigin: o\nsha256: e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855\n"


def loaded(folder: Path, csv: str, extra: str = "") -> CodeList:
    (folder / "a.csv").write_text(csv, encoding="utf-8")
    documents, _ = parse_yaml((HEAD + "file: a.csv\n" + extra).encode(), "a.yaml", Problems())
    return build_codelist(Ledger(folder, Problems()), documents[0])


def said(codelist: CodeList | CodeMapping, **lists: CodeList) -> list[tuple[str, str | None, str]]:
    return [(p.severity, p.code, p.text.en) for p in list_problems(codelist, lists)]


LEVELS = "levels: [{id: a, title: {zh: 甲, en: a}, pattern: '[0-9]{2}'}, {id: b, title: {zh: 乙, en: b}}]\n"
CASES = [
    ("code,name\n1, a\n", "", ("warning", "1", 'the code "1": the name has blanks around it')),
    ("code,name\n 1,a\n", "", ("error", " 1", 'the code " 1": the code is empty or has blanks around it')),
    ("code,name,parent\n1,a,\n11,b,1\n12,b,1\n", "",
     ("warning", "12", 'the code "12": has the name "b" at the same time as "11" under the same parent')),
    ("code,name,parent,valid_to\n1,a,,\n11,b,1,2010\n12,b,1,\n", "",
     ("info", "12", 'the code "12": has the name "b" at the same time as "11" under the same parent')),
    ("code,name\n1,a\n2,a\n", "", ("info", None, "1 names have several codes, such as a 1, 2")),
    ("code,name,parent\n1,a,2\n", "", ("error", "1", 'the code "1": the parent "2" is not in the list')),
    ("code,name,parent\n10,a,\n21,b,10\n", "hierarchy: prefix\n",
     ("error", "21", 'the code "21": does not begin with its parent "10" (hierarchy: prefix)')),
    ("code,name,level\n1,a,a\n", LEVELS, ("error", "1", 'the code "1": has not the shape [0-9]{2} of a')),
    ("code,name,level\n1,a,c\n", LEVELS, ("error", "1", 'the code "1": has the level "c", not one of a, b')),
    ("code,name\n1,a\n", LEVELS, ("warning", "1", 'the code "1": has no level')),
    ("code,name,valid_from,valid_to\n1,a,,2010\n1,b,2015,\n", "",
     ("error", "1", 'the code "1": was given again: first "a", later "b"; reused: true is not written')),
    ("code,name,valid_from,valid_to\n1,a,,2010\n1,b,2009,\n", "", ("error", "1", 'the code "1": has two periods that overlap')),
    ("code,name,valid_to,replaced_by\n1,a,2010,2\n2,b,2005,\n", "",
     ("warning", "1", 'the code "1": was abolished in 2010; "2", which replaces it, was gone by then')),
    ("code,name,replaced_by\n1,a,3\n", "", ("error", "1", 'the code "1": "3", which replaces it, is not in the list')),
    ("code,name\n9,其他\n1,a\n", "", ("info", "9", 'the code "9": the residual class is not the last of its siblings')),
    ("code,name\n1,a（b)\n", "", ("info", "1", 'the code "1": the name mixes brackets of full and half width')),
    ("code,name\n1,Ａ\n", "", ("info", "1", 'the code "1": the name has letters or digits of full width')),
]  # fmt: skip


@pytest.mark.parametrize(("csv", "extra", "expected"), CASES)
def test_a_fault_is_named(csv: str, extra: str, expected: tuple[str, str | None, str], tmp_path: Path) -> None:
    found = said(loaded(tmp_path, csv, "licence: MIT\norigin: o\n" + extra))
    assert expected in found
    assert set(found) - {expected} <= {("warning", None, "the codes come from a file, but there is no sha256")}


@pytest.mark.parametrize(
    ("csv", "extra"),
    [
        ("code,name,parent\n1,a,\n2,b,\n11,c,1\n21,c,2\n", ""),  # one name under two parents
        ("code,name,parent,valid_from,valid_to\n1,a,,,\n11,b,1,,2010\n12,b,1,2010,\n", ""),  # they only touch
        ("code,name,parent\n370000,a,\n370200,b,370000\n370211,c,370200\n", "hierarchy: prefix\n"),
        ("code,name,parent\nA,a,\n01,b,A\n", "hierarchy: free\n"),
        ("code,name,level\n01,a,a\n1,b,b\n", LEVELS),
        ("code,name,valid_from,valid_to\n1,a,,2010\n1,b,2015,\n", "reused: true\n"),
        ("code,name,valid_from,valid_to\n1,a,,2010\n1,b,2010,\n", ""),  # a new name of the same thing
        ("code,name,valid_from,valid_to\n1,a,,2010\n1,a,2015,\n", ""),  # the same thing again
        ("code,name,valid_to,replaced_by\n1,a,2010,2|3\n2,b,2011,\n3,c,,\n", ""),
        ("code,name,replaced_by\n1,a,3\n", "open: true\n"),
        ("code,name\n1,a\n9,其他\n", ""),
    ],
)
def test_nothing_is_said_of_a_list_in_order(csv: str, extra: str, tmp_path: Path) -> None:
    found = said(loaded(tmp_path, csv, WHOLE + extra))
    assert [each for each in found if "SHA-256" not in each[2]] == []


def test_the_file_is_the_one_declared(tmp_path: Path) -> None:
    found = said(loaded(tmp_path, "code,name\n1,a\n", WHOLE + "rows: 2\n"))
    assert found == [
        ("error", None, "a.csv has 1 lines of codes, declared are rows: 2"),
        ("error", None, "the SHA-256 of a.csv is 2e3b068638bf5a12b828af4de0b8502bf493fe53820cf4d6cfb2205f0cbc0d96, not the "
         "one declared: the file was changed"),
    ]  # fmt: skip


def test_a_list_names_its_edition_and_a_file_its_origin(tmp_path: Path) -> None:
    codelist = loaded(tmp_path, "code,name\n1,a\n")
    assert said(codelist) == [
        ("warning", None, "the codes come from a file, but there is no licence"),
        ("warning", None, "the codes come from a file, but there is no origin"),
        ("warning", None, "the codes come from a file, but there is no sha256"),
    ]
    bare = Head("codelist", "a", Text("甲", "a"), Mark("a", 1, 1), Source())
    assert said(CodeList(bare, (Code("1", Text("甲", "a")),))) == [("error", None, "the source names no standard")]
    named = Head("codelist", "a", Text("甲", "a"), Mark("a", 1, 1), Source("GB/T 1"))
    assert said(CodeList(named, (Code("1", Text("甲", "a")),))) == [("info", None, "no edition is given")]


def test_a_total_mapping_has_every_code() -> None:
    head = Head("mapping", "m", Text("甲", "m"), Mark("m", 1, 1), Source("S"))
    lists = {name: CodeList(head, (Code("1", Text("甲", "a")), Code("2", Text("乙", "b")))) for name in "ab"}
    line = Correspondence("1", "1", "same", Mark("m", 2, 1))
    assert said(CodeMapping(head, "a", "b", (line,)), **lists) == []
    assert said(CodeMapping(head, "a", "b", (line,), total=True), **lists) == [
        ("error", None, 'the mapping is total, but lacks the code "2" of "m"')
    ]


def test_the_sample_has_no_errors() -> None:
    standard = load_standard(SAMPLE / "national")
    for document in (*standard.codelists.values(), *standard.mappings.values()):
        assert [p.text.en for p in list_problems(document, standard.codelists) if p.severity == "error"] == []


@pytest.mark.parametrize(("level", "code", "remarks"), [("a", "A01", 0), ("b", "A01", 1), ("a", "A1", 1), ("a", "101", 1)])
def test_two_spellings_of_one_code_have_one_name(level: str, code: str, remarks: int) -> None:
    head = Head("codelist", "a", Text("甲", "a"), Mark("a", 1, 1), Source("S"), edition="1")
    name, levels = Text("乙", "b"), (CodeLevel("a", Text("甲", "a")), CodeLevel("b", Text("乙", "b")))
    codes = (
        Code("A", Text("甲", "a"), level="a"),
        Code("01", name, parent="A", level="a"),
        Code(code, name, parent="A", level=level),
    )
    assert len(said(CodeList(head, codes, levels=levels))) == remarks
