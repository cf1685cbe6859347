"""Loading: files and parents found, every mistake in one run and in order, nothing else ever raised."""

import shutil
import tempfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dgov_std.errors import StandardError
from dgov_std.standard import KINDS, load_standard

SAMPLE = Path(__file__).parent / "sample"
MANIFEST = "kind: standard\nid: {}\ntitle: {{zh: 甲, en: a}}\nsource: {{standard: S, confidence: high}}\n"


def problems_of(path: Path, search: tuple[Path, ...] = ()) -> list[str]:
    with pytest.raises(StandardError) as raised:
        load_standard(path, search=search)
    return [p.in_("en").replace(f"{path}/", "") for p in raised.value.problems]


def test_manifest_of_the_sample() -> None:
    found = load_standard(SAMPLE / "national")
    assert found.head.edition == "2018"
    assert found.head.valid_from == "2018-07-01"
    assert found.dataset_order == ("administrative-licence", "amendment")
    assert (found.naming, found.quality) == ("licence-naming", ("gbt-36344",))
    assert found.head.mark.line == 2


def test_identifier_segments_get_their_start() -> None:
    uscc = load_standard(SAMPLE / "national").identifiers["uscc"]
    assert [(s.name, s.start, s.length) for s in uscc.segments] == [
        ("authority-category", 0, 2),
        ("division", 2, 6),
        ("subject", 8, 9),
        ("check", 17, 1),
    ]
    division = uscc.segments[1].constraint
    assert division is not None
    assert (division.value, division.options, division.severity) == (
        ("codelist", "division"),
        {"at": "ever"},
        "warning",
    )
    assert (division.source.clause, str(division.source.confidence)) == ("5.3", "medium")


def test_rules_of_the_sample() -> None:
    rules = {rule.id: rule for rule in load_standard(SAMPLE / "national").datasets["administrative-licence"].rules}
    assert rules["person-has-number"].body == {
        "when": {
            "licensee-category": {"in": ("自然人",)},
            "licensee-name": {"present": True},
            "licensee-credit-code": {"absent": True},
        },
        "required": ("licensee-id-number",),
        "forbidden": (),
        "tests": {"licensee-id-number": {"identifier": "citizen-number"}},
    }
    assert rules["not-future"].body == {"left": "decision-date", "op": "<=", "right": {"as_of": True}}
    assert rules["subject-code"].body == {
        "column": "organisation-code", "segment": "subject", "of": "licensee-credit-code", "character": None, "map": None
    }  # fmt: skip
    assert rules["totals"].body == {"total": "amount-total", "of": ("amount-fee", "amount-other")}


def test_other_rules_may_have_a_condition(tmp_path: Path) -> None:
    shutil.copytree(SAMPLE / "national", tmp_path / "national")
    path = tmp_path / "national" / "datasets.yaml"
    text = path.read_text(encoding="utf-8")
    path.write_text(
        text.replace("compare: [valid-from,", "when: {status: present}, compare: [valid-from,"),
        encoding="utf-8",
    )
    rules = {rule.id: rule for rule in load_standard(tmp_path / "national").datasets["administrative-licence"].rules}
    assert rules["validity-order"].form == "compare"
    assert rules["validity-order"].body["when"] == {"status": {"present": True}}


def test_column_defaults_to_the_title_of_the_element() -> None:
    uses = {use.id: use for use in load_standard(SAMPLE / "national").datasets["administrative-licence"].uses}
    assert uses["decision-date"].column == "许可决定日期"
    assert uses["licensee-credit-code"].column == "统一社会信用代码"
    assert (uses["remark-2"].element, uses["remark-2"].column) == ("remark", "备注2")


def test_parents_are_found_through_search_folders(tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MANIFEST.format("mine") + "extends: [national]\n", encoding="utf-8")
    assert "uscc" in load_standard(tmp_path / "mine.yaml", search=[SAMPLE]).identifiers
    assert problems_of(tmp_path / "mine.yaml") == [
        f'{tmp_path / "mine.yaml"}:5:11: the standard "national" that this one extends is not found. '
        "Put its folder, named after its id, beside this one."
    ]


def test_one_file_can_be_a_standard(tmp_path: Path) -> None:
    text = MANIFEST.format("mine") + "---\n" + MANIFEST.format("a").replace("standard", "element", 1) + "enum: [01, NO]\n"
    (tmp_path / "mine.yaml").write_text(text, encoding="utf-8")
    assert load_standard(tmp_path / "mine.yaml").elements["a"].facets["enum"].value == ("01", "NO")


def test_folder_without_manifest(tmp_path: Path) -> None:
    assert problems_of(tmp_path) == [f"{tmp_path}: there is no document of kind: standard. A standard has exactly one."]


def test_two_manifests(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(MANIFEST.format("a"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text(MANIFEST.format("b"), encoding="utf-8")
    assert problems_of(tmp_path) == [
        "b.yaml:1:1: there are two documents of kind: standard, the first at a.yaml:1:1. "
        "Put each standard into a folder of its own."
    ]


def test_folder_that_is_not_there(tmp_path: Path) -> None:
    assert problems_of(tmp_path / "x") == [f"{tmp_path / 'x'}: there is no such folder. Look at the path."]


def test_dataset_without_columns(tmp_path: Path) -> None:
    text = MANIFEST.format("a") + "---\n" + MANIFEST.format("b").replace("standard", "dataset", 1)
    (tmp_path / "a.yaml").write_text(text, encoding="utf-8")
    assert problems_of(tmp_path) == ["a.yaml:6:1: the dataset has no columns. Add elements: [{use: …}]."]


def test_link_out_of_the_folder_is_refused(tmp_path: Path) -> None:
    (tmp_path / "s").mkdir()
    (tmp_path / "s" / "a.yaml").write_text(MANIFEST.format("s"), encoding="utf-8")
    (tmp_path / "b.yaml").write_text("x: y", encoding="utf-8")
    (tmp_path / "s" / "b.yaml").symlink_to(tmp_path / "b.yaml")
    assert problems_of(tmp_path / "s") == [
        "b.yaml: the file is a link that leads out of the folder. Replace it by the file itself."
    ]


TEN = {
    "a.yaml": MANIFEST.format("ten") + "naming: nameing\n",
    "b.yaml": """\
kind: element
id: code
title: {zh: 代码}
source: {standard: S, confidence: high}
max_lenght: 3
---
kind: element
id: date
title: {zh: 日期, en: date}
source: {standard: S, confidence: high}
date: YYYY-mm-DD
---
kind: element
id: broken
title: {zh: 坏, en: "broken}
---
kind: naming
id: naming
title: {zh: 命名, en: naming}
source: {standard: S, confidence: low}
columns: {max_length: {value: 3, severity: error}}
""",
    "c.yaml": """\
kind: dataset
id: table
title: {zh: 表, en: table}
source: {standard: S, confidence: high}
elements:
  - {use: code, required: yes}
  - {use: date}
  - {use: broken}
rules:
  - {id: order, compare: [date, "<=", dates]}
  - {id: again, when: {code: [x]}, then: {forbidden: [date]}, id: other}
---
kind: codelst
id: list
""",
}


def test_ten_mistakes_are_ten_problems_in_order(tmp_path: Path) -> None:
    for name, text in TEN.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    assert problems_of(tmp_path) == [
        'a.yaml:5:9: there is no naming "nameing". Did you mean "naming"?',
        'b.yaml:3:8: the key "en" is missing. Add en: text.',
        'b.yaml:5:1: unknown key "max_lenght". Did you mean "max_length"?',
        'b.yaml:11:7: the date form "YYYY-mm-DD" lacks MM. Use YYYY, MM, DD, hh, mm and ss, for example YYYY-MM-DD.',
        "b.yaml:15:20: a quote is never closed. Add the closing quote.",
        "b.yaml:21:44: a rule of low confidence cannot be an error. Write severity: warning, or name a better source.",
        'c.yaml:6:27: "required" must be true or false, found "yes". Write true.',
        'c.yaml:10:39: there is no column "dates". Did you mean "date"?',
        'c.yaml:11:63: the key "id" is written twice, first at c.yaml:11:6. Delete one of them.',
        'c.yaml:13:7: unknown kind "codelst". Did you mean "codelist"?',
    ]


def _load_text(text: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / "a.yaml").write_bytes(text.encode("utf-8", "surrogatepass"))
        try:
            load_standard(Path(folder))
        except StandardError as error:
            assert error.problems
            assert all(p.in_("zh") and p.in_("en") and p.where for p in error.problems)


PIECES = [path.read_text(encoding="utf-8") for path in sorted(SAMPLE.rglob("*.yaml"))]
WORDS = st.sampled_from(
    [
        *KINDS,
        "kind",
        "id",
        "zh",
        "en",
        "value",
        "when",
        "then",
        "a",
        "1",
        "true",
        "",
        "~",
        "*a",
        "&a",
        "!x",
        "'",
    ]
)
VALUES = st.recursive(
    WORDS,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda items: f"[{', '.join(items)}]"),
        st.lists(st.tuples(WORDS, inner), max_size=3).map(
            lambda items: "{" + ", ".join(f"{k}: {v}" for k, v in items) + "}"
        ),
    ),
    max_leaves=8,
)


@settings(max_examples=80, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.text(max_size=200))
def test_random_text_raises_nothing_but_standard_error(text: str) -> None:
    _load_text(text)


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.sampled_from(PIECES), st.data())
def test_damaged_standard_raises_nothing_but_standard_error(piece: str, data: st.DataObject) -> None:
    lines = piece.split("\n")
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(lines) - 1))
        key, colon, _ = lines[at].partition(":")
        lines[at] = key + colon + " " + data.draw(VALUES)
    _load_text("\n".join(lines))


def test_broken_manifest_is_one_problem(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text("kind: standard\nauthority: [\n", encoding="utf-8")
    assert problems_of(tmp_path) == ["a.yaml:3:1: a [ ] or { } is not closed. Add the ] or }; quote it if it is text."]
