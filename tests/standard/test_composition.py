"""A standard over its base: what is merged, tightened, dropped."""

from pathlib import Path

import pytest

from dgov_std.standard import load_standard
from dgov_std.standard.loosening import loosens
from dgov_std.standard.model import Facet, Mark, Source, Standard

SAMPLE = Path(__file__).parent / "sample"


@pytest.fixture(scope="module")
def province() -> Standard:
    return load_standard(SAMPLE / "province")


def test_parents_documents_are_visible(province: Standard) -> None:
    assert province.extends == ("national",)
    assert "uscc" in province.identifiers
    assert (province.naming, province.classification) == ("licence-naming", "data-grading")


def test_element_keeps_its_base(province: Standard) -> None:
    remark = province.elements["remark"]
    assert remark.base is not None
    assert (remark.facets["max_length"].value, remark.base.facets["max_length"].value) == (500, 4000)


def test_relaxed_facet_is_gone_from_the_base(province: Standard) -> None:
    reason = province.elements["reason"]
    assert reason.base is not None
    assert reason.base.facets == {}
    assert [(r.target, r.reason.en) for r in reason.relax] == [("min_length", "One character is enough here")]


def test_added_codes_follow_the_inherited_ones(province: Standard) -> None:
    division = province.codelists["division"]
    assert [c.code for c in division.codes[-2:]] == ["330197", "339901"]
    assert (division.codes[-2].rolls_up_to, division.codes[-1].local_only) == ("330100", True)
    assert (division.open, division.known_until) == (True, "2025-12-31")


def test_dataset_is_merged(province: Standard) -> None:
    dataset = province.datasets["administrative-licence"]
    uses = {use.id: use for use in dataset.uses}
    assert dataset.base is not None
    assert [use.id for use in dataset.base.uses] == [use.id for use in dataset.uses[:-1]]
    assert dataset.uses[-1].column == "办理窗口"
    assert uses["valid-to"].required is not None
    assert uses["valid-to"].column == "有效期至"
    assert uses["licensee-category"].required is not None
    assert uses["licensee-category"].required.value is False
    assert [key.id for key in dataset.keys] == ["decision-per-licensee", "decision-number-once"]
    assert "totals" not in {rule.id for rule in dataset.rules}
    assert dataset.rules[-1].id == "window-with-date"
    assert dataset.extra_columns == "warning"
    assert dataset.identical_rows is not None
    assert dataset.missing_values == ("无", "/")


def facet(value: object, severity: str = "error", **options: object) -> Facet:
    return Facet(value, severity, Source(), Mark("f", 1, 1), options)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("name", "base", "own", "said"),
    [
        ("max_length", facet(10), facet(11), "max_length is loosened from 10 to 11"),
        ("min_length", facet(2), facet(1), "min_length is loosened from 2 to 1"),
        ("enum", facet(("a",)), facet(("a", "b")), 'enum gains "b"'),
        ("decimal", facet({"maximum": "9"}), facet({"maximum": "9.5"}), "maximum is loosened from 9 to 9.5"),
        ("decimal", facet({"minimum": "9"}), facet({"minimum": "10"}), None),
        (
            "decimal",
            facet({"fraction_digits": 2}),
            facet({"fraction_digits": 3}),
            "fraction_digits is loosened from 2 to 3",
        ),
        (
            "pattern",
            facet("a"),
            facet("a", "warning"),
            "the severity of pattern is lowered from error to warning",
        ),
        ("pattern", facet("a"), facet("b", "warning"), None),
        ("max_length", facet(10), facet(9, "warning"), None),
        ("max_length", facet(10), facet(20, unit="gbk_byte"), None),
        ("enum", facet(("a", "b")), facet(("a",)), None),
    ],
)
def test_loosening_is_told_from_tightening(name: str, base: Facet, own: Facet, said: str | None) -> None:
    found = loosens(name, base, own)
    assert (found and found.en) == said
