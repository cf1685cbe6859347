"""The benchmarks' modules are importable; a bench has a scratch folder of the test and no other tools."""

import sys
from pathlib import Path
from typing import Any

import pytest

sys.path.append(str(Path(__file__).resolve().parents[2] / "benchmarks"))


@pytest.fixture(scope="session")
def bench(tmp_path_factory: pytest.TempPathFactory) -> Any:
    from contestants import Bench
    from environments import Environments

    folder = tmp_path_factory.mktemp("bench")
    return Bench(folder, Environments(folder / "environments", frozenset()), rows=1000, rounds=1, large=False)
