"""One repository from its first run on, by the command in processes of its own: all that a gate is for, one thing after the other."""

from __future__ import annotations

import json
import os
import subprocess
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pytest
from demo_repository import CONFIG, EAST, STANDARD, WEST, Repository, repository
from pretend_runner import ROOT, program

KEY = "keys:\n  - {id: once, columns: [stall], title: {zh: 一摊一行, en: One row per stall}}\n"
BASELINE, EXCEPTIONS, LOCK = "存量 问题.json", "例外.yaml", "dgov-std.lock"
EXCEPTION = "exceptions:\n  - {code: COD101, file: 西城.csv, reason: 目录待更新, owner: 王五, expires: 2026-11-30}\n"
ROWS = 1000


def stalls(*wrong: int) -> str:
    """A table of so many stalls, some with a status that no list has."""
    rows = (f"{i:04},{9 if i in wrong else 1}" for i in range(1, ROWS + 1))
    return "\n".join(["摊位编号,状态", *rows, ""])


@dataclass(frozen=True)
class Ran:
    """What a run came to: exit code, the files it judged, what it printed."""

    code: int
    files: list[str]
    out: str
    err: str


@dataclass
class Demo:
    """The repository, and the command as it is called in it."""

    made: Repository
    environment: dict[str, str]

    def check(self, *options: str, folder: Path | None = None, **told: str) -> Ran:
        done = subprocess.run(
            ["dgov-std", "check", *options],
            cwd=folder or self.made.path,
            env=self.environment | told,
            capture_output=True,
            check=False,
            encoding="utf-8",
        )
        assert "Traceback" not in done.stderr
        files = [line.split("  ")[0] for line in done.stdout.splitlines() if "回执号" in line]
        return Ran(done.returncode, files, done.stdout, done.stderr)

    def configure(self, *lines: str) -> None:
        self.made.write("dgov-std.toml", "".join(f"{line}\n" for line in lines) + CONFIG)


@pytest.fixture
def demo(tmp_path: Path) -> Demo:
    made = repository(tmp_path / "演示 仓库")
    made.commit({"standards/market/standard.yaml": STANDARD + KEY, EAST: stalls(3, 7), WEST: stalls()})
    told = {"PATH": program(tmp_path / "bin"), "PYTHONPATH": str(ROOT), "DGOV_STD_LANG": "zh"}
    kept = {name: value for name, value in os.environ.items() if name != "CI" and not name.startswith(("GITHUB", "CI_"))}
    return Demo(made, kept | told)


def test_the_story_of_a_repository(demo: Demo) -> None:
    what_is_known_passes_what_is_new_fails(demo)
    what_is_fixed_is_told_and_may_not_come_back(demo)
    an_exception_expires(demo)
    a_threshold_is_exact(demo)
    the_lock_refuses_a_changed_standard(demo)
    a_branch_is_checked_for_what_it_changed(demo)
    a_shallow_clone_is_told_so(demo)
    a_pointer_is_named(demo)


def what_is_known_passes_what_is_new_fails(demo: Demo) -> None:
    first = demo.check()
    assert (first.code, first.files) == (1, ["东城 摊位.csv", "西城.csv"])
    ran = demo.check("--write-baseline", BASELINE)
    assert (ran.code, ran.err) == (1, f"存量问题清单 {BASELINE}: 2 处\n")
    demo.configure(f'baseline = "{BASELINE}"')
    demo.made.commit({})
    ran = demo.check()
    assert (ran.code, gate(ran.out)) == (0, ["门禁: 通过 (1 类不计)", "门禁: 通过"])
    demo.made.write(EAST, stalls(3, 8))
    ran = demo.check()
    assert (ran.code, gate(ran.out)) == (1, ["门禁: 不通过 (第 1 类)", "门禁: 通过"])
    assert "存量问题清单: 已知 1 处, 新增 1 处" in ran.out


def what_is_fixed_is_told_and_may_not_come_back(demo: Demo) -> None:
    demo.made.write(EAST, stalls(3))
    ran = demo.check()
    assert ran.code == 0
    assert "清单里有 1 处已不再出现; 请用 --write-baseline 重写清单, 以免再犯时放行" in ran.out
    assert demo.check("--write-baseline", BASELINE).code == 0
    tables = json.loads((demo.made.path / BASELINE).read_text(encoding="utf-8"))["tables"]
    assert [(each["file"], [issue["count"] for issue in each["issues"]]) for each in tables] == [(EAST, [1]), (WEST, [])]
    demo.made.commit({})
    demo.made.write(EAST, stalls(3, 7))
    assert demo.check().code == 1
    demo.made.write(EAST, stalls(3))


def an_exception_expires(demo: Demo) -> None:
    demo.configure(f'baseline = "{BASELINE}"', f'exceptions = "{EXCEPTIONS}"')
    demo.made.commit({EXCEPTIONS: EXCEPTION, WEST: stalls(*range(1, 6))})
    ran = demo.check()
    assert ran.code == 0
    assert "已批准例外 COD101 西城.csv: 放行 5 处, 至 2026-11-30, 王五: 目录待更新" in ran.out
    ran = demo.check("--as-of", "2026-12-01")
    assert (ran.code, gate(ran.out)) == (1, ["门禁: 通过 (1 类不计)", "门禁: 不通过 (第 1 类)"])
    assert "例外已过期 COD101 西城.csv: 到 2026-11-30 止, 5 处不再放行" in ran.out


def a_threshold_is_exact(demo: Demo) -> None:
    """Five of a thousand are half a percent."""
    demo.configure(f'baseline = "{BASELINE}"')
    for limit, code, word in (("0.5%", 0, "符合"), ("0.4%", 1, "不符合")):
        ran = demo.check("--threshold", f"COD101:max_rate={limit}")
        assert ran.code == code
        assert f"阈值 COD101 最多 {limit}: 5 / 1000 = 0.50%, {word}\n" in ran.out
    demo.configure(f'baseline = "{BASELINE}"', "thresholds = {COD101 = {max_rate = 0.005}}")
    assert demo.check().code == 0


def the_lock_refuses_a_changed_standard(demo: Demo) -> None:
    standard = "standards/market/standard.yaml"
    ran = demo.check("--update-lock")
    assert (ran.code, ran.err) == (0, f"{LOCK}: 锁定 market/stalls 1\n")
    demo.made.commit({})
    assert demo.check(CI="true").code == 0
    demo.made.write(standard, (STANDARD + KEY).replace('"2": 停用', '"2": 停用, "9": 在建'))
    ran = demo.check(CI="true")
    assert (ran.code, ran.files) == (2, [])
    assert f"错误: {LOCK}: 标准 market/stalls 与锁定的不同(代码表 stall-status 变了), 没有检查" in ran.err
    demo.made.git("checkout", "--quiet", "--", standard)


def a_branch_is_checked_for_what_it_changed(demo: Demo) -> None:
    since = ("--changed-since", "main")
    demo.made.git("switch", "--quiet", "--create", "topic")
    ran = demo.check(*since)
    assert (ran.code, ran.files, ran.err) == (0, [], "自“main”以来 2 个输入文件中有 0 个要检查, 没有要做的\n")
    demo.made.commit({EAST: stalls(3, 900)})
    ran = demo.check(*since)
    assert (ran.code, ran.files) == (0, ["东城 摊位.csv"])  # a new one, and within the threshold
    assert "存量问题清单: 已知 1 处, 新增 1 处" in ran.out
    demo.made.git("switch", "--quiet", "main")
    demo.made.commit({WEST: stalls(*range(1, 100))})
    demo.made.git("switch", "--quiet", "topic")
    ran = demo.check(*since)
    assert (ran.code, ran.files) == (0, ["东城 摊位.csv"])


def a_shallow_clone_is_told_so(demo: Demo) -> None:
    since = ("--changed-since", "origin/main")
    clone = demo.made.clone(demo.made.path.parent / "浅 克隆", "--depth", "1", "--branch", "topic", "--no-single-branch")
    ran = demo.check(*since, folder=clone.path, CI="true")
    assert (ran.code, ran.files) == (2, [])
    assert "这是浅克隆, 看不到与“origin/main”的分叉点, 不知道改了哪些文件" in ran.err
    clone.git("fetch", "--quiet", "--unshallow")
    ran = demo.check(*since, folder=clone.path, CI="true")
    assert (ran.code, ran.files) == (0, ["东城 摊位.csv"])


def a_pointer_is_named(demo: Demo) -> None:
    demo.made.commit({WEST: f"version https://git-lfs.github.com/spec/v1\noid sha256:{'0a' * 32}\nsize 12345\n"})
    ran = demo.check()
    assert (ran.code, ran.files) == (2, ["东城 摊位.csv"])
    assert f"错误: {WEST}: 这是 Git LFS 的指针文件, 不是数据: 数据还没有取下来" in ran.err


def gate(out: str) -> list[str]:
    """What the gate made of each file."""
    return list(_lines(out, "门禁: "))


def _lines(out: str, beginning: str) -> Iterable[str]:
    return (line for line in out.splitlines() if line.startswith(beginning))
