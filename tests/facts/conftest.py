"""A small standard whose elements say what holds between them, and a row that meets it all."""

import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from dgov_std.api.check import check
from dgov_std.api.options import Options
from dgov_std.report.values import Report

sys.path.insert(0, str(Path(__file__).parent))
from valley_people import GOOD, VALLEY


@pytest.fixture
def valley(tmp_path: Path) -> Path:
    """Return a copy of the standard that may be changed."""
    shutil.copytree(VALLEY, tmp_path / "valley")
    return tmp_path / "valley" / "standard.yaml"


@pytest.fixture
def people(tmp_path: Path) -> Callable[..., Report]:
    """Check the good row with some cells changed."""

    def run(standard: Path = VALLEY, as_of: str | None = "2031-06-30", **cells: str) -> Report:
        row = GOOD | cells
        data = tmp_path / "people.csv"
        data.write_text(f"{','.join(row)}\n{','.join(row.values())}\n", encoding="utf-8")
        return check(data, standard=standard, options=Options(as_of=as_of))

    return run
