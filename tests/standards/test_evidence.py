"""What the shipped standards claim, and how sure they are of it: read from the bundle of every dataset."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest

import dgov_std
from dgov_std.schema.bundle import compile_dataset
from dgov_std.standard import load_standard, load_standards
from dgov_std.standard.model import Standard

STANDARDS = Path(__file__).parents[2] / "standards"
FOLDERS = sorted(path.parent for path in STANDARDS.glob("*/standard.yaml"))
KINDS = ("identifiers", "codelists", "mappings", "elements", "datasets")

Bundle = Mapping[str, Any]
Document = tuple[str, str]


@dataclass(frozen=True)
class Shipped:
    """One dataset as it is shipped."""

    standard: Standard
    id: str
    bundle: Bundle


@pytest.fixture(scope="module")
def standards() -> list[Standard]:
    return load_standards(FOLDERS, search=(STANDARDS,))


@pytest.fixture(scope="module")
def shipped(standards: list[Standard]) -> list[Shipped]:
    return [Shipped(each, name, compile_dataset(each, name)) for each in standards for name in each.dataset_order]


# --- from memory: warns at most -------------------------------------------------------------------


def test_there_are_datasets_of_every_standard_that_has_its_own(shipped: list[Shipped]) -> None:
    assert {each.standard.head.id for each in shipped} >= {"licence-publicity", "penalty-publicity"}
    assert all(len(each.bundle["checks"]) > 50 for each in shipped)


def test_no_check_from_memory_is_an_error(shipped: list[Shipped]) -> None:
    wrong = {check["id"] for each in shipped for check in each.bundle["checks"] if _from_memory(check)}
    assert wrong == set()


def _from_memory(check: Bundle) -> bool:
    return check["confidence"] == "low" and check["severity"] == "error"


def test_no_error_rests_on_an_identifier_or_a_list_from_memory(shipped: list[Shipped]) -> None:
    assert {found for each in shipped for found in weak_errors(each.standard, each.bundle)} == set()


def weak_errors(standard: Standard, bundle: Bundle) -> Iterator[tuple[str, Document]]:
    """Yield (check, document) where an error can be no surer than an identifier or a list of low confidence."""
    kinds = {"identifier": standard.identifiers, "codelist": standard.codelists}
    low = {(kind, name) for kind, known in kinds.items() for name, d in known.items() if d.head.source.confidence == "low"}
    for check in bundle["checks"]:
        if check["severity"] == "error":
            yield from ((check["id"], document) for document in grounds(standard, bundle, check) if document in low)


def grounds(standard: Standard, bundle: Bundle, check: Bundle) -> set[Document]:
    """Return the identifiers and lists a check asks: those it names, and the identifier it is part of."""
    found = {("identifier", name) for name in re.findall(r"/identifier\.([^/]+)", check["pointer"])}
    found |= set(_named(_at(bundle["schema"], check["pointer"])))
    title = check["facts"].get("title") if check["facts"].get("kind") == "listed" else None
    # a short list stands in the schema as its values
    return found | {("codelist", name) for name, d in standard.codelists.items() if title == d.head.title.to_dict()}


def _at(tree: Any, pointer: str) -> Any:
    for part in pointer.split("/")[1:]:
        key = part.replace("~1", "/").replace("~0", "~")
        tree = tree[int(key)] if isinstance(tree, list) else tree[key]
    return tree


def _named(value: Any) -> Iterator[Document]:
    if isinstance(value, list) and value and isinstance(value[0], dict) and "codeList" in value[0]:
        value = value[:1]  # of lists of which one is enough, the others let more pass
    for key, inner in value.items() if isinstance(value, dict) else ():
        if key == "list":
            yield "codelist", inner
        elif key == "$ref" and "/identifier." in inner:
            yield "identifier", inner.partition("/identifier.")[2]
        else:
            yield from _named(inner)
    for inner in value if isinstance(value, list) else ():
        yield from _named(inner)


SURE = "source: {standard: test, confidence: high}"
WEAK = f"""
kind: standard
id: weak
title: {{zh: 甲, en: a}}
{SURE}
---
kind: codelist
id: remembered
title: {{zh: 乙, en: b}}
source: {{standard: test, confidence: low}}
codes: {{"1": 一, "2": 二}}
---
kind: codelist
id: growing
title: {{zh: 丙, en: c}}
source: {{standard: test, confidence: low}}
known_until: "2025-10-31"
codes: {{"1": 一, "2": 二}}
---
kind: identifier
id: recalled
title: {{zh: 丁, en: d}}
source: {{standard: test, confidence: low}}
segments: [{{name: one, length: 1, enum: ["1"], confidence: high}}]
---
kind: dataset
id: table
title: {{zh: 表, en: table}}
{SURE}
elements: [{{use: one}}, {{use: two}}, {{use: three}}, {{use: four}}]
---
{{kind: element, id: one, title: {{zh: 一, en: one}}, {SURE}, codelist: remembered}}
---
{{kind: element, id: two, title: {{zh: 二, en: two}}, {SURE}, codelist: growing}}
---
{{kind: element, id: three, title: {{zh: 三, en: three}}, {SURE}, identifier: recalled}}
---
{{kind: element, id: four, title: {{zh: 四, en: four}}, {SURE}, codelist: {{value: remembered, confidence: low}}}}
"""


def test_a_sure_element_on_a_list_or_an_identifier_from_memory_is_noticed(tmp_path: Path) -> None:
    (tmp_path / "weak.yaml").write_text(WEAK, encoding="utf-8")
    standard = load_standard(tmp_path / "weak.yaml")
    assert set(weak_errors(standard, compile_dataset(standard, "table"))) == {
        ("one.codelist", ("codelist", "remembered")),
        ("two.codelist", ("codelist", "growing")),
        ("recalled.one", ("identifier", "recalled")),
    }


# --- where it comes from --------------------------------------------------------------------------


def test_every_check_names_its_source(shipped: list[Shipped]) -> None:
    silent = {check["id"] for each in shipped for check in each.bundle["checks"] if not check["standard"]}
    assert silent == {"cell.error-value"}  # of the tool itself: #N/A and the like are no values


def test_every_document_names_its_source(standards: list[Standard]) -> None:
    documents = [d for each in standards for kind in KINDS for d in getattr(each, kind).values()]
    assert [str(d.head.mark) for d in documents if not d.head.source.standard] == []


def test_what_is_from_memory_says_why(standards: list[Standard]) -> None:
    """By a note, by a source that itself says that no official text was seen, or by what a list lacks."""
    documents = [d for each in standards for kind in KINDS for d in getattr(each, kind).values()]
    low = [d for d in documents if d.head.source.confidence == "low"]
    assert len(low) > 50
    silent = [d for d in low if not (d.head.source.note or "未见" in (d.head.source.standard or ""))]
    assert [str(d.head.mark) for d in silent if not getattr(d, "missing", None)] == []


# --- lists: whose they are, how recent ------------------------------------------------------------


def own_lists(standard: Standard) -> list[str]:
    """Return the lists of a standard that are not those of one it extends."""
    folder = STANDARDS / standard.head.id
    return [name for name, found in standard.codelists.items() if Path(found.head.mark.file).is_relative_to(folder)]


def test_a_list_copied_from_somewhere_says_from_where_and_under_which_licence(standards: list[Standard]) -> None:
    lists = [each.codelists[name] for each in standards for name in own_lists(each)]
    copied = [each for each in lists if each.copy.file]
    assert len(copied) >= 30
    assert [each.head.id for each in copied if not (each.copy.licence and each.copy.origin and each.copy.sha256)] == []
    assert [each.head.id for each in lists if not (each.copy.file or each.codes or each.external)] == []


UNKNOWN = "某某"
DATED = """
kind: standard
id: dated
title: {zh: 有期限的代码表, en: dated lists}
source: {standard: test, confidence: high}
extends: [%s]
---
kind: dataset
id: dated
title: {zh: 有期限的代码表, en: dated lists}
source: {standard: test, confidence: high}
elements:
"""
COLUMN = """
---
kind: element
id: column-{0}
title: {{zh: {0}, en: "{0}"}}
source: {{standard: test, confidence: high}}
codelist: {0}
"""


# a code that a newer list might have, where only codes of a shape may be newer
SHAPED = {"town": "110101099", "division": "330199"}


def judged(
    folder: Path, standard: Standard, lists: list[str], day: str, value: str = UNKNOWN
) -> dict[str, tuple[str, str, str]]:
    """Return by list what is said on a day of a value it does not hold: code, severity, text."""
    uses = "".join(f"  - {{use: column-{name}}}\n" for name in lists)
    text = DATED % standard.head.id + uses + "".join(COLUMN.format(name) for name in lists)
    (folder / "dated.yaml").write_text(text, encoding="utf-8")
    table = pa.table({name: [SHAPED.get(name, value)] for name in lists})
    report = dgov_std.check(table, standard=folder / "dated.yaml", as_of=day)
    labels = [column.label for column in report.values.columns]
    return {
        labels[finding.columns[0]]: (finding.code, str(finding.severity), report.finding(finding.number, width=200))
        for finding in report.findings
        if finding.severity != "info"
    }


WITH_DATED = [
    each.name for each in FOLDERS if any("\nknown_until:" in p.read_text(encoding="utf-8") for p in each.rglob("*.yaml"))
]


@pytest.mark.parametrize("name", WITH_DATED)
def test_an_unknown_code_is_an_error_up_to_the_day_a_list_is_known_and_then_a_warning(tmp_path: Path, name: str) -> None:
    standard = load_standard(STANDARDS / name, search=(STANDARDS,))
    dated = {
        each: str(standard.codelists[each].known_until)
        for each in own_lists(standard)
        if standard.codelists[each].known_until
    }
    assert dated
    for day in sorted(set(dated.values())):
        lists = [each for each, until in dated.items() if until == day]
        closed = {each for each in lists if not standard.codelists[each].open}
        last = day if len(day) > 4 else f"{day}-01-01"  # of a year, its first day is sure
        then, later = (judged(tmp_path, standard, lists, date) for date in (last, f"{int(last[:4]) + 1}{last[4:]}"))
        assert {each: then[each][:2] for each in closed} == dict.fromkeys(closed, ("COD101", "error"))
        assert {each: later[each][:2] for each in lists} == dict.fromkeys(lists, ("COD104", "warning"))
        whole = [each for each in closed if standard.codelists[each].missing_where is None]
        assert [each for each in whole if f"不在代码表(至 {day})" not in later[each][2]] == []


def test_a_county_created_after_the_list_ends_only_warns_and_the_message_says_so(tmp_path: Path) -> None:
    national = load_standard(STANDARDS / "national")
    until = str(national.codelists["division"].known_until)
    code, severity, text = judged(tmp_path, national, ["division"], "2030-01-01", "330199")["division"]
    assert (code, severity) == ("COD104", "warning")
    assert f"“330199”不在代码表(至 {until})" in text
    assert judged(tmp_path, national, ["division"], until, "330199")["division"][:2] == ("COD101", "error")
