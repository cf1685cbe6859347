"""The sample reports, for every test of these rooms: `sample.returned()` and others."""

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest

_FILE = Path(__file__).parents[1] / "render" / "sample_report.py"


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    if "sample_report" not in sys.modules:
        spec = importlib.util.spec_from_file_location("sample_report", _FILE)
        assert spec
        assert spec.loader
        sys.modules["sample_report"] = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(sys.modules["sample_report"])
    return sys.modules["sample_report"]
