"""The official header of every shipped dataset is recognised as that dataset, and no file is taken for another's."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
import yaml

from dgov_std.api.candidates import Candidates, decide
from dgov_std.api.library import SURE, compile_bundle, load_standards, shipped_bundles
from dgov_std.api.shelf import headers
from dgov_std.bind import choose

MANIFESTS = sorted((Path(__file__).parents[2] / "standards").glob("*/standard.yaml"))
FAMILIES = {path.parent.name: next(yaml.safe_load_all(path.read_text(encoding="utf-8"))) for path in MANIFESTS}
DATASETS = [(family, name) for family, manifest in FAMILIES.items() for name in manifest.get("datasets", [])]
Headers = Mapping[str, Mapping[str, Any]]


@pytest.fixture(scope="module")
def known() -> Headers:
    """What every shipped dataset is recognised by, in the order of the folders."""
    return headers({name: compile_bundle(s, name) for s in load_standards() for name in s.dataset_order})


def labels(header: Mapping[str, Any], *, required: bool = False) -> list[str]:
    return [column["name"] for column in header["columns"] if column["required"] or not required]


def test_the_manifests_name_every_dataset(known: Headers):
    assert list(known) == [name for _, name in DATASETS]


@pytest.mark.parametrize(("family", "name"), DATASETS)
def test_the_official_header_is_recognised_as_itself(known: Headers, family: str, name: str):
    best = choose(labels(known[name]), known)
    assert (best.dataset, best.required, best.own) == (name, 1.0, 1.0)


@pytest.mark.parametrize(("family", "name"), DATASETS)
def test_the_required_columns_alone_are_recognised(known: Headers, family: str, name: str):
    assert choose(labels(known[name], required=True), known).dataset == name


@pytest.mark.parametrize(("family", "name"), DATASETS)
def test_the_order_of_the_columns_does_not_matter(known: Headers, family: str, name: str):
    assert choose(labels(known[name])[::-1], dict(reversed(known.items()))).dataset == name


@pytest.mark.parametrize(("family", "name"), DATASETS)
def test_no_dataset_of_another_standard_is_sure_of_the_header(known: Headers, family: str, name: str):
    others = {other: known[other] for folder, other in DATASETS if folder != family}
    best = choose(labels(known[name]), others)
    assert best is None or best.required < SURE, best


@pytest.mark.parametrize(("family", "name"), DATASETS)
def test_every_dataset_has_required_columns_to_know_it_by(known: Headers, family: str, name: str):
    assert len(labels(known[name], required=True)) >= 3


def test_a_check_without_a_standard_takes_the_dataset():
    header = ["公民身份号码", "姓名", "性别代码", "民族代码", "出生日期", "户籍地行政区划代码", "户籍地址", "更新时间"]
    assert decide(header, Candidates(shipped_bundles(), named=False), "").bundle["dataset"]["id"] == "population-base"
