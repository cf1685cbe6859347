"""Mappings between code lists: from files and inline, in extending standards."""

from pathlib import Path

import pytest

from dgov_std.standard import load_standard
from dgov_std.standard.ledger import Ledger
from dgov_std.standard.mappings import build_mapping
from dgov_std.standard.model import CodeMapping
from dgov_std.standard.problems import Problems
from dgov_std.standard.yaml_tree import parse_yaml

SAMPLE = Path(__file__).parent / "sample"
HEAD = "kind: mapping\nid: m\ntitle: {zh: 甲, en: m}\nsource: {standard: S, confidence: high}\nfrom: a\nto: b\n"


def load(folder: Path, csv: str | bytes) -> tuple[CodeMapping, list[str]]:
    (folder / "m.csv").write_bytes(csv.encode() if isinstance(csv, str) else csv)
    problems = Problems()
    documents, _ = parse_yaml((HEAD + "file: m.csv\nrows: 2\nlicence: MIT\n").encode(), "m.yaml", problems)
    found = build_mapping(Ledger(folder, problems), documents[0])
    return found, [p.in_("en").replace(f"{folder}/", "") for p in problems.in_order()]


def pairs(mapping: CodeMapping) -> list[tuple[str, str | None, str, str | None]]:
    return [(line.code, line.target, line.relation, line.note) for line in mapping.lines]


def test_inline_codes_are_the_same_unless_said_otherwise() -> None:
    mapping = load_standard(SAMPLE / "national").mappings["licensee-to-authority"]
    assert (mapping.of, mapping.to, mapping.total) == ("licensee-category", "uscc-authority-category", True)
    assert mapping.head.aliases == ("相对人类别对照",)
    assert pairs(mapping) == [
        ("自然人", None, "none", None),
        ("个体工商户", "92", "same", None),
        ("法人及非法人组织", "11", "narrower", None),
        ("法人及非法人组织", "12", "narrower", "含参公单位"),
        ("法人及非法人组织", "91", "narrower", None),
    ]


def test_a_file_has_one_line_per_pair(tmp_path: Path) -> None:
    mapping, problems = load(tmp_path, "from,to,relation,note\n01,A,same,\n02,,none,没有\n\n")
    assert problems == []
    assert pairs(mapping) == [("01", "A", "same", None), ("02", None, "none", "没有")]
    assert (mapping.copy.rows, mapping.copy.rows_found, mapping.copy.licence) == (2, 2, "MIT")


@pytest.mark.parametrize(
    ("csv", "expected"),
    [
        ("from,to\n1,2\n", ["m.csv:1:1: the header must be from,to,relation[,note]. Correct the first line."]),
        ("from,to,relation\n", ["m.csv:1:1: the mapping is empty. Add its codes."]),
        ("from,to,relation\n1,2\n", ["m.csv:2:1: this line has 2 cells, the header 3. Look at the commas and quotes."]),
        ("from,to,relation\n1,2,sam\n", ['m.csv:2:1: unknown relation "sam". Did you mean "same"?']),
        ("from,to,relation\n1,,same\n",
         ['m.csv:2:1: the code "1" has no code to go to. Add to, or write relation: none.']),
        ('from,to,relation\n1,"2,same\n', ["m.csv:2:1: this is not valid CSV. Look at the quotes in this line."]),
        ("from,to,relation\n1,北,same\n".encode("gbk"), ["m.csv:2:1: the file is not UTF-8. Save it as UTF-8."]),
    ],
)  # fmt: skip
def test_mistake_has_its_line(csv: str | bytes, expected: list[str], tmp_path: Path) -> None:
    assert load(tmp_path, csv)[1] == expected


def test_a_long_list_of_mistakes_is_cut_off(tmp_path: Path) -> None:
    (tmp_path / "standard.yaml").write_text(
        "kind: standard\nid: s\ntitle: {zh: 甲, en: s}\nsource: {standard: S, confidence: high}\n---\n"
        "kind: codelist\nid: a\ntitle: {zh: 甲, en: a}\nsource: {standard: S, confidence: high}\ncodes: {'1': 甲}\n---\n"
        + HEAD.replace("to: b", "to: a")
        + "codes: {'1': '1', "
        + ", ".join(f"'x{n}': '1'" for n in range(40))
        + "}\n",
        encoding="utf-8",
    )
    with pytest.raises(Exception, match="there are too many problems in this mapping") as raised:
        load_standard(tmp_path)
    assert len(raised.value.problems) == 21


def test_an_extending_standard_sees_a_mapping_and_cannot_override_it(tmp_path: Path) -> None:
    assert "licensee-to-authority" in load_standard(SAMPLE / "province").mappings
    text = (SAMPLE / "national" / "mappings.yaml").read_text(encoding="utf-8")
    head = "kind: standard\nid: s\ntitle: {zh: 甲, en: s}\nsource: {standard: S, confidence: high}\nextends: [national]\n"
    (tmp_path / "s.yaml").write_text(f"{head}---\n{text}", encoding="utf-8")
    with pytest.raises(Exception, match='the mapping "licensee-to-authority" already stands at'):
        load_standard(tmp_path / "s.yaml", search=[SAMPLE])
