"""What is said of a package that is not there."""

from __future__ import annotations

import sys

import pytest

from dgov_std.errors import missing_package


def told(module: str) -> tuple[str, str] | None:
    missing = missing_package(ModuleNotFoundError(name=module))
    return missing and (missing.problems[0].in_("zh"), missing.problems[0].in_("en"))


def test_pip_is_advised_where_there_is_pip():
    assert told("yaml") == (
        "没有安装 Python 包 PyYAML, 没法运行。安装: pip install PyYAML",
        "the Python package PyYAML is not installed, so this cannot run. install it: pip install PyYAML",
    )


def test_the_one_folder_build_has_no_pip(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    assert told("pandas") == (
        "这个免安装版不带 pandas, 没法运行。改用 pip 安装的 dgov-std",
        "this build does not include pandas, so this cannot run. use a dgov-std that was installed with pip",
    )


def test_a_module_of_ours_is_a_bug():
    assert told("dgov_std.api.check") is None
