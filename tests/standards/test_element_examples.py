"""The values given as examples in the shipped standards: the valid ones pass their element, the others do not."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from dgov_std.dataset.block import Batch
from dgov_std.engine.kernel import judge
from dgov_std.plan import build_plan
from dgov_std.schema.bundle import compile_dataset
from dgov_std.standard import load_standard
from dgov_std.standard.model import Standard

STANDARDS = Path(__file__).parents[2] / "standards"
NAMES = ["licence-publicity", "penalty-publicity"]


def refused(standard: Standard) -> dict[str, set[str]]:
    """Return by element the example values that one of its own checks (an error or a warning) refuses."""
    found: dict[str, set[str]] = {}
    for dataset in standard.dataset_order:
        bundle = compile_dataset(standard, dataset)
        for use in standard.datasets[dataset].uses:
            head = standard.elements[use.element].head
            values = [example.value for example in (*head.valid, *head.invalid)]
            plan = build_plan(bundle, {use.id: 0}, as_of="2026-10-31")
            rows = Batch((pa.array(values, pa.string()),), 1, np.arange(2, 2 + len(values), dtype=np.int64))
            for failure in judge(plan, rows).failures:
                atom = plan.atoms[failure.atom]
                if atom.scope == "cell" and atom.column == use.id and atom.severity != "info":
                    found.setdefault(use.element, set()).update(values[row] for row in failure.rows)
    return found


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_of_every_element_are_judged_as_it_says(name: str):
    standard = load_standard(STANDARDS / name, search=(STANDARDS,))
    wrong = refused(standard)
    used = {use.element for dataset in standard.dataset_order for use in standard.datasets[dataset].uses}
    said = {element: {example.value for example in standard.elements[element].head.invalid} for element in used}
    assert {element: wrong.get(element, set()) for element in used} == said


@pytest.mark.parametrize("name", NAMES)
def test_every_element_has_an_example(name: str):
    standard = load_standard(STANDARDS / name, search=(STANDARDS,))
    assert [element.head.id for element in standard.elements.values() if not element.head.valid] == []
