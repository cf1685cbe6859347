"""`--changed-since`: which inputs a branch changed, asked of git in repositories made here."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from demo_repository import BAD, CONFIG, EAST, GOOD, STANDARD, WEST, Repository, repository

SINCE = ("check", "--changed-since")
NOTHING = "自“main”以来 2 个输入文件中有 0 个要检查, 没有要做的\n"
DEEPER = "把历史取全: GitHub 的 checkout 步骤写 fetch-depth: 0, GitLab 设变量 GIT_DEPTH: 0, 别处 git fetch --unshallow\n"


@pytest.fixture
def demo(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """The repository, on a branch of its own, and the working directory in it."""
    made = repository(tmp_path / "仓库 一")
    made.git("switch", "--quiet", "--create", "topic")
    monkeypatch.chdir(made.path)
    return made


def checked(out: str) -> list[str]:
    """The names of the files that reports on the screen begin with."""
    return [line.split("  ")[0] for line in out.splitlines() if "回执号" in line and line.split("  ")[0].endswith(".csv")]


def test_nothing_changed_is_a_success_that_says_so(run: Callable, demo: Repository) -> None:
    ran = run(*SINCE, "main")
    assert (ran.code, ran.out, ran.err) == (0, "", NOTHING)


def test_nothing_changed_fails_where_files_are_required(run: Callable, demo: Repository) -> None:
    ran = run(*SINCE, "main", "--require-files")
    said = "错误: --changed-since: 自“main”以来没有改动过的输入文件。去掉 --require-files 就算通过\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)


def test_a_changed_file_with_a_chinese_name_and_spaces(run: Callable, demo: Repository) -> None:
    demo.commit({EAST: BAD})
    ran = run(*SINCE, "main")
    assert (ran.code, checked(ran.out)) == (1, ["东城 摊位.csv"])
    assert ran.err == "自“main”以来 2 个输入文件中有 1 个要检查\n"


@pytest.mark.skipif(os.name == "nt", reason="no such names there")
def test_a_name_with_a_line_break_and_a_quote(run: Callable, demo: Repository) -> None:
    demo.commit({'data/a\n"b.csv': BAD})
    ran = run(*SINCE, "main")
    assert (ran.code, ran.err) == (1, "自“main”以来 3 个输入文件中有 1 个要检查\n")


@pytest.mark.parametrize("staged", [True, False])
def test_what_is_not_committed_counts_new_files_too(run: Callable, demo: Repository, staged: bool) -> None:
    demo.write("data/新.csv", BAD)
    demo.write(WEST, BAD)
    if staged:
        demo.git("add", "--all")
    assert checked(run(*SINCE, "main").out) == ["新.csv", "西城.csv"]


def test_a_renamed_file_is_checked_and_a_deleted_one_is_not(run: Callable, demo: Repository) -> None:
    demo.git("mv", WEST, "data/西 城 新.csv")
    demo.git("rm", "--quiet", EAST)
    demo.commit({})
    ran = run(*SINCE, "main")
    assert (ran.code, checked(ran.out)) == (0, ["西 城 新.csv"])


def test_a_stale_branch_is_not_blamed_for_what_others_changed(run: Callable, demo: Repository) -> None:
    demo.commit({WEST: GOOD + "0003,1\n"})
    demo.git("switch", "--quiet", "main")
    demo.commit({EAST: BAD})
    demo.git("switch", "--quiet", "topic")
    ran = run(*SINCE, "main")
    assert (ran.code, checked(ran.out)) == (0, ["西城.csv"])


def test_from_a_folder_below_and_with_files_named(run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.commit({EAST: BAD, WEST: BAD})
    monkeypatch.chdir(demo.path / "data")
    ran = run(*SINCE, "main", "西城.csv")
    assert (ran.code, checked(ran.out)) == (1, ["西城.csv"])


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("dgov-std.toml", CONFIG + "\n"),
        ("dgov-std.lock", "format = 1\n"),
        ("standards/market/standard.yaml", STANDARD + "\n"),
        ("standards/national/standard.yaml", "kind: standard\nid: national\ntitle: {zh: 国, en: n}\n"),
    ],
)
def test_what_all_depend_on_makes_all_changed(run: Callable, demo: Repository, name: str, text: str) -> None:
    demo.commit({name: text})
    ran = run(*SINCE, "main")
    assert (ran.code, checked(ran.out)) == (0, ["东城 摊位.csv", "西城.csv"])


def test_a_changed_configuration_is_named(run: Callable, demo: Repository) -> None:
    demo.commit({"dgov-std.toml": CONFIG + "\n"})
    assert run(*SINCE, "main").err == "dgov-std.toml 有改动, 全部重新检查\n"


def test_a_changed_metadata_file_makes_changed_what_it_belongs_to(run: Callable, demo: Repository) -> None:
    more = '[[datasets]]\nfiles = "data/西城.csv"\nstandard = "standards/market"\nmetadata = "西城.json"\n'
    demo.git("switch", "--quiet", "main")
    demo.commit({"dgov-std.toml": CONFIG + more, "西城.json": "{}"})
    demo.git("switch", "--quiet", "--create", "other")
    demo.commit({"西城.json": "{ }"})
    assert checked(run(*SINCE, "main").out) == ["西城.csv"]


def test_a_shallow_clone_says_how_to_fetch_more(run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    demo.git("switch", "--quiet", "main")
    demo.commit({EAST: GOOD})
    demo.git("switch", "--quiet", "topic")
    demo.commit({EAST: BAD})
    shallow = demo.clone(demo.path.parent / "shallow", "--depth", "1", "--branch", "topic", "--no-single-branch")
    monkeypatch.chdir(shallow.path)
    ran = run(*SINCE, "origin/main")
    said = "错误: --changed-since: 这是浅克隆, 看不到与“origin/main”的分叉点, 不知道改了哪些文件。"
    assert (ran.code, ran.out, ran.err) == (2, "", said + DEEPER)


def test_a_shallow_clone_without_the_branch(run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    shallow = demo.clone(demo.path.parent / "shallow", "--depth", "1")
    monkeypatch.chdir(shallow.path)
    ran = run(*SINCE, "origin/main")
    assert (ran.code, ran.err) == (2, "错误: --changed-since: 这个克隆里没有“origin/main”。" + DEEPER)


@pytest.mark.parametrize(
    ("ref", "said"),
    [
        ("mian", "这个克隆里没有“mian”。先 git fetch, 或看看名字是否写对"),
        ("", "“”不是提交、分支或标签。例如 origin/main"),
        ("--output=x", "“--output=x”不是提交、分支或标签。例如 origin/main"),
    ],
)
def test_a_ref_that_is_none(run: Callable, demo: Repository, ref: str, said: str) -> None:
    ran = run("check", f"--changed-since={ref}")
    assert (ran.code, ran.out, ran.err) == (2, "", f"错误: --changed-since: {said}\n")


def test_branches_without_common_history(run: Callable, demo: Repository) -> None:
    demo.git("switch", "--quiet", "--orphan", "other")
    demo.commit({"dgov-std.toml": CONFIG, EAST: GOOD})
    said = "错误: --changed-since: 当前分支与“main”没有共同的历史。换一个比较对象\n"
    assert run(*SINCE, "main").err == said


def test_a_new_branch_has_nothing_before_it(run: Callable, demo: Repository) -> None:
    ran = run(*SINCE, "0" * 40)
    assert (ran.code, len(checked(ran.out)), ran.err) == (0, 2, "没有可比较的提交, 全部检查\n")


def test_no_repository(run: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "a.csv").write_text(GOOD, encoding="utf-8")
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    ran = run(*SINCE, "main", "a.csv")
    assert (ran.code, ran.err) == (2, f"错误: --changed-since: {tmp_path}: 这里不是 git 仓库。去掉这个选项\n")


def test_without_git(run: Callable, demo: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    said = "错误: --changed-since: 没有安装 git, 不知道改了哪些文件。安装 git, 或去掉这个选项\n"
    assert run(*SINCE, "main").err == said


def test_inputs_outside_of_the_repository_are_always_checked(run: Callable, demo: Repository, tmp_path: Path) -> None:
    other = tmp_path / "别处.csv"
    other.write_text(GOOD, encoding="utf-8")
    ran = run(*SINCE, "main", other, "--standard", "standards/market")
    assert (ran.code, checked(ran.out)) == (0, ["别处.csv"])


def test_what_git_ignores_is_always_checked(run: Callable, demo: Repository) -> None:
    demo.commit({".gitignore": "build/\n*.log.csv\n"})
    demo.write("build/made/a.csv", BAD)
    demo.write("b.log.csv", BAD)
    ran = run(*SINCE, "topic", "build/made/a.csv", "b.log.csv", WEST, "--standard", "standards/market")
    assert (ran.code, checked(ran.out)) == (1, ["a.csv", "b.log.csv"])


def test_what_is_not_committed_in_a_submodule(run: Callable, demo: Repository, tmp_path: Path) -> None:
    other = repository(tmp_path / "other")
    demo.git("submodule", "--quiet", "add", f"file://{other.path}", "sub")
    demo.commit({})
    demo.write(f"sub/{WEST}", BAD)
    ran = run(*SINCE, "topic", f"sub/{WEST}", WEST, "--standard", "standards/market")
    assert (ran.code, ran.err) == (1, "自“topic”以来 2 个输入文件中有 1 个要检查\n")


@pytest.mark.parametrize("name", ["dgov-std.toml", "dgov-std.lock"])
def test_what_decided_for_all_and_is_gone(run: Callable, demo: Repository, name: str) -> None:
    table = "[tool.dgov-std]\n" + CONFIG.replace("[[datasets]]", "[[tool.dgov-std.datasets]]")
    demo.commit({"pyproject.toml": table, "dgov-std.lock": "format = 1\n"})
    demo.git("rm", "--quiet", name)
    ran = run(*SINCE, "topic")
    assert (len(checked(ran.out)), ran.err) == (2, f"{name} 有改动, 全部重新检查\n")


def test_a_folder_that_is_a_link_leads_elsewhere(run: Callable, demo: Repository) -> None:
    demo.commit({"v1/x.csv": GOOD, "v2/x.csv": BAD})
    link = demo.path / "now"
    link.symlink_to("v1")
    demo.commit({})
    demo.git("switch", "--quiet", "--create", "more")
    link.unlink()
    link.symlink_to("v2")
    assert run(*SINCE, "topic", "now/x.csv", "--standard", "standards/market").code == 1
