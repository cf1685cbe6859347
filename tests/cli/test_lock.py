"""The lock: written, refusing a standard that changed, and what CI does with and without it."""

from __future__ import annotations

import tomllib
from collections.abc import Callable
from pathlib import Path

import pytest
from demo_repository import BAD, CONFIG, EAST, GOOD, STANDARD, WEST, Repository, repository

from dgov_std.cli.lock import Lock, Pin, lock_text, read_lock
from dgov_std.errors import UsageError

SHA = "0123456789abcdef" * 4
PIN = Pin("市场", "stalls", '"1"', SHA, {"stall-status": SHA, "b": SHA})
REMEDY = "看清变化后运行 dgov-std check --update-lock, 提交锁定文件; 或装回原来的版本"


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    made = repository(tmp_path / "repository")
    monkeypatch.chdir(made.path)
    return made


def test_the_same_pins_give_the_same_text_and_come_back(tmp_path: Path) -> None:
    other = Pin("a", "b", "", SHA, {})
    text = lock_text([PIN, other])
    assert text == lock_text([other, PIN])
    path = tmp_path / "dgov-std.lock"
    path.write_text(text, encoding="utf-8")
    assert read_lock(path) == {("市场", "stalls"): PIN, ("a", "b"): other}


@pytest.mark.parametrize(
    "text",
    ["format = 2\n", "", "x", 'format = 1\n[[standards]]\nid = "a"\n', lock_text([PIN]).replace("sha256:0", "md5:0")],
)
def test_what_is_no_lock_is_refused(tmp_path: Path, text: str) -> None:
    path = tmp_path / "dgov-std.lock"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(UsageError, match="this is no lock"):
        read_lock(path)


def test_update_lock_writes_what_was_used(run: Callable, demo: Repository) -> None:
    ran = run("check", "--update-lock")
    assert (ran.code, ran.err) == (0, "dgov-std.lock: 锁定 market/stalls 1\n")
    (pin,) = tomllib.loads((demo.path / "dgov-std.lock").read_text(encoding="utf-8"))["standards"]
    assert [pin["id"], pin["dataset"], pin["edition"], list(pin["codelists"])] == ["market", "stalls", "1", ["stall-status"]]
    assert run("check").code == 0
    assert run("check", "--update-lock").err == "dgov-std.lock: 没有变化\n"


@pytest.mark.parametrize(
    ("before", "after", "zh"),
    [
        ('edition: "1"', 'edition: "2"', "版本 1 → 2"),
        ('"2": 停用', '"2": 停用, "3": 在建', "代码表 stall-status 变了"),
        ("[0-9]{4}", "[0-9]{2,4}", "规则变了"),
    ],
)
def test_a_changed_standard_is_refused_with_what_changed(
    run: Callable, demo: Repository, before: str, after: str, zh: str
) -> None:
    run("check", "--update-lock")
    locked = (demo.path / "dgov-std.lock").read_bytes()
    demo.write("standards/market/standard.yaml", STANDARD.replace(before, after))
    ran = run("check")
    first = f"错误: dgov-std.lock: 标准 market/stalls 与锁定的不同({zh}), 没有检查。{REMEDY}\n"
    again = "错误: dgov-std.lock: 标准 market/stalls 与锁定的不同(同上), 没有检查\n"
    assert (ran.code, ran.out.strip(), ran.err) == (2, "", first + again)
    assert (demo.path / "dgov-std.lock").read_bytes() == locked
    assert run("check", "--update-lock").err == f"dgov-std.lock: market/stalls: {zh}\n"
    assert run("check").code == 0


def test_nothing_is_written_when_the_lock_refuses(run: Callable, demo: Repository) -> None:
    run("check", "--update-lock")
    demo.write("standards/market/standard.yaml", STANDARD.replace('"1"\n---', '"2"\n---'))
    ran = run("check", WEST, "--workbook", "out.xlsx", "--output", "out.json")
    assert ran.code == 2
    assert sorted(path.name for path in demo.path.iterdir() if path.name.startswith("out")) == []


def test_in_ci_the_only_locked_standard_is_the_one(run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.write("dgov-std.toml", "")
    good = Path(__file__).resolve().parents[2] / "examples" / "licences" / "good-persons.csv"
    assert run("check", good, "-s", "licence-publicity", "--update-lock").code == 0
    monkeypatch.setenv("CI", "true")
    assert run("check", good).code == 0
    (demo.path / "dgov-std.lock").unlink()
    said = (
        "错误: --standard: 在 CI 中必须指明标准。例如 --standard licence-publicity, 或在 dgov-std.toml 里写 [[datasets]]\n"
    )
    assert (run("check", good).code, run("check", good).err) == (2, said)


def test_in_ci_every_configured_standard_must_be_locked(
    run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.write("dgov-std.lock", lock_text([PIN]))
    assert run("check", WEST).code == 0
    monkeypatch.setenv("CI", "true")
    ran = run("check", WEST)
    assert (ran.code, ran.err) == (2, f"错误: dgov-std.lock: 锁定文件里没有标准 market/stalls。{REMEDY}\n")
    assert run("check", WEST, "--standard", "standards/market").code == 0


def test_in_ci_a_file_that_no_entry_is_about_is_refused_by_name(
    run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    demo.write("别的.csv", GOOD)
    monkeypatch.setenv("CI", "true")
    ran = run("check", "别的.csv", WEST)
    said = "错误: dgov-std.toml: 没有一条 [[datasets]] 说 别的.csv 用哪个标准, 在 CI 中必须指明。"
    assert (ran.code, ran.err) == (2, said + "例如 --standard licence-publicity\n")


def test_a_lock_of_named_files_keeps_the_others(tmp_path: Path) -> None:
    other = Pin("a", "b", "1", SHA, {})
    lock = Lock(tmp_path / "dgov-std.lock", {("a", "b"): other}, updating=True)
    lock.used["市场", "stalls"] = PIN
    assert [each.zh for each in lock.update(whole=False)] == ['锁定 市场/stalls "1"']
    assert read_lock(lock.path) == {("a", "b"): other, ("市场", "stalls"): PIN}
    assert [each.zh for each in lock.update(whole=True)] == ["不再锁定 a/b", '锁定 市场/stalls "1"']


def test_a_pointer_of_git_lfs_is_named(run: Callable, demo: Repository) -> None:
    demo.write(WEST, f"version https://git-lfs.github.com/spec/v1\noid sha256:{SHA}\nsize 12345\n")
    demo.write(EAST, BAD)
    ran = run("check")
    said = f"错误: {WEST}: 这是 Git LFS 的指针文件, 不是数据: 数据还没有取下来。"
    remedy = "先运行 git lfs pull; 流水线里让检出步骤取 LFS 文件(GitHub: lfs: true)\n"
    assert (ran.code, ran.err) == (2, said + remedy)
    assert "东城 摊位.csv" in ran.out


def test_the_configuration_is_used_from_anywhere_below(
    run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert CONFIG.startswith("as_of")
    monkeypatch.chdir(demo.path / "data")
    ran = run("check")
    assert (ran.code, ran.err) == (0, "")
    assert "代码表截至 2026-10-31" in ran.out


def test_a_lock_damaged_by_a_merge_is_written_anew(run: Callable, demo: Repository) -> None:
    run("check", "--update-lock")
    whole = (demo.path / "dgov-std.lock").read_text(encoding="utf-8")
    demo.write("dgov-std.lock", f"<<<<<<< HEAD\n{whole}")
    assert run("check").code == 2
    ran = run("check", "--update-lock")
    assert (ran.code, ran.err.splitlines()[0]) == (0, "dgov-std.lock 不是锁定文件, 重新写")
    assert (demo.path / "dgov-std.lock").read_text(encoding="utf-8") == whole
