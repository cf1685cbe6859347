"""Standards to make dictionaries of: the shipped ones, a small rich one, a hostile one."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from dgov_std.exchange.building import build_dictionary
from dgov_std.exchange.dictionary import Dictionary
from dgov_std.render.wording import topic
from dgov_std.standard import load_standard
from dgov_std.standard.model import Standard

ROOT = Path(__file__).resolve().parents[2]
SHIPPED = sorted(path.parent for path in (ROOT / "standards").glob("*/standard.yaml"))
SAMPLE = ROOT / "tests" / "standard" / "sample" / "province"
EVERY = [*SHIPPED, ROOT / "examples" / "province", SAMPLE]


@cache
def loaded(folder: Path) -> Standard:
    return load_standard(folder, search=(folder.parent, ROOT / "standards"))


@cache
def made(folder: Path, language: str = "zh", dataset: str | None = None) -> Dictionary:
    return build_dictionary(loaded(folder), language=language, version="0", topic=topic, dataset=dataset)


@pytest.fixture(scope="session")
def make() -> Callable[..., Dictionary]:
    """`make(folder, language="zh", dataset=None)`, each made once."""
    return made


@pytest.fixture(scope="session")
def load() -> Callable[[Path], Standard]:
    """`load(folder)`, each loaded once."""
    return loaded


@pytest.fixture(scope="session")
def sample() -> Path:
    """A small standard that uses most of the language, and what it extends."""
    return SAMPLE


@pytest.fixture(params=EVERY, ids=lambda folder: folder.name)
def folder(request: pytest.FixtureRequest) -> Path:
    return request.param


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param
