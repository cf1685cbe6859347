"""What the shipped elements of persons and places say of one another, in any dataset that has them."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pyarrow as pa
import pytest

from dgov_std.dataset.block import Batch
from dgov_std.engine.kernel import judge
from dgov_std.plan import build_plan
from dgov_std.plan.plan import Plan
from dgov_std.schema.bundle import compile_dataset
from dgov_std.standard import load_standard

STANDARDS = Path(__file__).parents[2] / "standards"
GOOD = {
    "citizen-number": "11010519491231002X",
    "birth-date": "1949-12-31",
    "sex": "2",
    "sex-name": "女",
    "death-date": "20200101",
    "document-type": "111",
    "document-number": "440524188001010014",
    "province-code": "330000",
    "prefecture-code": "330100",
    "county-code": "330106",
    "town-code": "330106002",
    "village-code": "330106002001",
    "county-name": "西湖区",
    "full-address": "浙江省杭州市西湖区测试路1号",
    "longitude": "120.1",
    "latitude": "30.2",
    "start-date": "20240101",
    "end-date": "长期",
}
YAML = f"""kind: standard
id: everything
title: {{zh: 测试, en: test}}
source: {{standard: dgov-std, confidence: low}}
extends: [national]
---
kind: dataset
id: everything
title: {{zh: 测试, en: test}}
source: {{standard: dgov-std, confidence: low}}
elements: [{", ".join(f"{{use: {name}}}" for name in GOOD)}]
"""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    folder = tmp_path_factory.mktemp("everything")
    (folder / "standard.yaml").write_text(YAML, encoding="utf-8")
    bundle = compile_dataset(load_standard(folder, search=(STANDARDS,)), "everything")
    return build_plan(bundle, {name: i for i, name in enumerate(GOOD)}, as_of="2025-06-30")


def found(plan: Plan, **change: str) -> set[tuple[str, str, str]]:
    """Return (column, code, severity) of what is found in the good row with these cells changed."""
    row = {**GOOD, **{name.replace("_", "-"): value for name, value in change.items()}}
    cells = tuple(pa.array([value], pa.string()) for value in row.values())
    failures = judge(plan, Batch(cells, 1, np.array([2], dtype=np.int64))).failures
    atoms = [plan.atoms[failure.atom] for failure in failures if len(failure.rows)]
    return {(atom.column or "", atom.code, atom.severity) for atom in atoms}


@pytest.mark.parametrize(
    "change",
    [
        {},
        {"sex": "9"},
        {"sex_name": "未说明"},
        {"citizen_number": "110105491231002", "birth_date": "19491231"},
        # sequences 996 to 999 of the old numbers: born in the nineteenth century
        {"citizen_number": "110105491231998", "birth_date": "18491231"},
        {"full_address": "测试路1号"},
        {"end_date": "99991231"},
    ],
    ids=str,
)
def test_rows_that_agree_with_themselves_have_no_finding(plan: Plan, change: dict[str, str]):
    assert found(plan, **change) == set()


@pytest.mark.parametrize(
    ("change", "finding"),
    [
        ({"birth_date": "1949-12-30"}, ("birth-date", "REL105", "error")),
        ({"citizen_number": "110105491231002", "birth_date": "19491230"}, ("birth-date", "REL105", "error")),
        ({"sex": "1"}, ("sex", "REL105", "error")),
        ({"sex_name": "男"}, ("sex-name", "REL105", "error")),
        ({"citizen_number": "110105491231002", "sex": "1"}, ("sex", "REL105", "error")),
        ({"death_date": "19491230"}, ("death-date", "REL104", "warning")),
        ({"document_number": "440524188001010015"}, ("document-number", "IDN201", "warning")),
        ({"province_code": "320000"}, ("prefecture-code", "REL112", "error")),
        ({"prefecture_code": "330200"}, ("county-code", "REL112", "warning")),
        ({"town_code": "110101001"}, ("county-code", "REL105", "warning")),
        ({"village_code": "330106109001"}, ("town-code", "REL105", "error")),
        ({"county_name": "上城区"}, ("county-name", "REL111", "warning")),
        ({"full_address": "江苏省南京市玄武区1号"}, ("full-address", "REL111", "warning")),
        ({"longitude": "30.2", "latitude": "89.9"}, ("longitude", "REL110", "warning")),
        ({"end_date": "20231231"}, ("end-date", "REL104", "warning")),
    ],
    ids=str,
)
def test_rows_that_contradict_themselves_are_found(plan: Plan, change: dict[str, str], finding: tuple[str, str, str]):
    assert finding in found(plan, **change)
