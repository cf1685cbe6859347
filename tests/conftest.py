"""Common to all tests: modules of cases beside the tests are importable, sockets are forbidden."""

import importlib
import socket
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType

import pytest

for folder in (
    "",
    "acceptance",
    "checks",
    "dataset",
    "diff",
    "engine",
    "examples",
    "cli",
    "render",
    "files",
    "foreign",
    "fuzz",
    "gate",
    "hostile",
    "identifiers",
    "surfaces",
    "stability",
):
    sys.path.insert(0, str(Path(__file__).parent / folder))


@pytest.fixture(scope="session")
def sample() -> ModuleType:
    """The sample reports: `sample.returned()` and others."""
    return importlib.import_module("sample_report")


@pytest.fixture(autouse=True)
def no_network(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Nothing is ever fetched."""

    def refuse(self: socket.socket, address: object) -> None:
        msg = f"a test tried to connect to {address}"
        raise AssertionError(msg)

    monkeypatch.setattr(socket.socket, "connect", refuse)
    yield


@pytest.fixture(autouse=True)
def state_folder(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """Reports kept for the telephone go to a folder of the test."""
    monkeypatch.setenv("DGOV_STD_STATE", str(tmp_path_factory.mktemp("state")))
