"""Where reports are kept when the system has no place for them."""

from __future__ import annotations

from pathlib import Path
from typing import NoReturn

import pytest

from dgov_std.cli import store
from dgov_std.errors import UsageError


@pytest.fixture
def homeless(monkeypatch: pytest.MonkeyPatch) -> None:
    def home() -> NoReturn:
        msg = "Could not determine home directory."
        raise RuntimeError(msg)

    for name in ("DGOV_STD_STATE", "XDG_STATE_HOME", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(Path, "home", home)


def test_without_a_home_nothing_is_kept_and_nothing_fails(homeless: None):
    assert store.keep("ABCD-1234", b"{}") is False


def test_without_a_home_a_receipt_cannot_be_found(homeless: None):
    with pytest.raises(UsageError) as caught:
        store.find("ABCD-1234")
    told = "不知道用户文件夹在哪里, 没有报告留底。用环境变量 DGOV_STD_STATE 指定文件夹"
    assert caught.value.problems[0].in_("zh") == told
