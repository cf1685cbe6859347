"""`--changed-since REF`: which files differ from where this branch left another one, asked of git.

The merge base is compared with the working tree, so what others changed meanwhile on the other branch does not count; files
that git does not know do, ignored ones as well: nobody can tell whether these differ. Names come NUL-separated: Chinese ones, spaces and line breaks are as they are.
"""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

OPTION = "--changed-since"
_MINUTES = 5
_DIGITS = 40  # of a commit's name
# Nothing of the user's own set-up may change what is listed, and nothing the repository configures is run.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.quotePath=false")
_DEEPER = Text(
    "把历史取全: GitHub 的 checkout 步骤写 fetch-depth: 0, GitLab 设变量 GIT_DEPTH: 0, 别处 git fetch --unshallow",
    "fetch the whole history: fetch-depth: 0 in GitHub's checkout step, the variable GIT_DEPTH: 0 in GitLab, "
    "git fetch --unshallow elsewhere",
)


@dataclass(frozen=True)
class Changes:
    """The paths that differ, deleted ones and submodules included, absolute with links resolved, and the folders above them.

    `paths` None: there is nothing to compare with, so everything differs, as does what lies outside of the repository.
    """

    top: Path
    paths: frozenset[Path] | None

    def has(self, path: Path) -> bool:
        """Whether a file, or anything in a folder, differs or may differ."""
        place = path.resolve()
        if self.paths is None or not place.is_relative_to(self.top):
            return True
        return place in self.paths or place in self.folders or not self.paths.isdisjoint(place.parents)

    @cached_property
    def folders(self) -> frozenset[Path]:
        """The folders with something in them that differs."""
        return frozenset(parent for path in self.paths or () for parent in path.parents)

    def any_of(self, paths: Iterable[Path | None]) -> bool:
        """Whether one of some files or folders differs."""
        return any(path is not None and self.has(path) for path in paths)


def changes_since(ref: str, folder: Path) -> Changes:
    """Return what differs between a folder's repository and the point where its branch left `ref`.

    A ref of zeros only, which pipelines give for a new branch, is nothing to compare with.

    Raises:
        UsageError: there is no git, no repository, no such ref, or no common history, as in a shallow clone.
    """
    top = Path(_git(folder, ["rev-parse", "--show-toplevel"]).rstrip("\n")).resolve()
    if len(ref) >= _DIGITS and not ref.strip("0"):
        return Changes(top, None)
    tip = _commit(ref, folder)
    base = _merge_base(ref, tip, folder)
    listing = ["diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--no-relative"]
    changed = _git(top, [*listing, "--ignore-submodules=none", base, "--"])
    unknown = _git(top, ["ls-files", "--others", "--directory", "-z", "--full-name"])
    names = [name for name in (changed + unknown).split("\0") if name]
    return Changes(top, frozenset((top / name).resolve() for name in names))


def _commit(ref: str, folder: Path) -> str:
    if not ref.strip() or ref.startswith("-") or any(ord(letter) < 32 for letter in ref):
        what = Text(f"“{ref[:40]}”不是提交、分支或标签", f"{ref[:40]!r} is no commit, branch or tag")
        raise UsageError(Problem(what, where=OPTION, todo=Text("例如 origin/main", "for example origin/main")))
    done = _run(folder, ["rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}"])
    if done.returncode:
        what = Text(f"这个克隆里没有“{ref}”", f"this clone has no {ref!r}")
        fetch = Text("先 git fetch, 或看看名字是否写对", "git fetch it first, or look at the name")
        raise UsageError(Problem(what, where=OPTION, todo=_DEEPER if _is_shallow(folder) else fetch))
    return done.stdout.strip()


def _merge_base(ref: str, tip: str, folder: Path) -> str:
    done = _run(folder, ["merge-base", tip, "HEAD"])
    base = done.stdout.strip()
    if not done.returncode and base:
        return base
    if _is_shallow(folder):
        what = Text(
            f"这是浅克隆, 看不到与“{ref}”的分叉点, 不知道改了哪些文件",
            f"this clone is shallow: where the branch left {ref!r} is not in it, so what changed is not known",
        )
        raise UsageError(Problem(what, where=OPTION, todo=_DEEPER))
    what = Text(f"当前分支与“{ref}”没有共同的历史", f"this branch and {ref!r} have no history in common")
    raise UsageError(Problem(what, where=OPTION, todo=Text("换一个比较对象", "compare with something else")))


def _is_shallow(folder: Path) -> bool:
    return _run(folder, ["rev-parse", "--is-shallow-repository"]).stdout.strip() == "true"


def _git(folder: Path, arguments: Sequence[str]) -> str:
    """Return what git prints. Raises UsageError with git's own first line where it fails."""
    done = _run(folder, arguments)
    if not done.returncode:
        return done.stdout
    said = (done.stderr.strip().splitlines() or ["?"])[0]
    if "dubious ownership" in said:
        what = Text("git 不信任这个文件夹的所有者", "git does not trust the owner of this folder")
        command = f'git config --global --add safe.directory "{folder}"'
        raise UsageError(Problem(what, where=OPTION, todo=Text(f"先运行 {command}", f"run {command} first")))
    if "not a git repository" in said:
        what = Text("这里不是 git 仓库", "this is no git repository")
        raise UsageError(Problem(what, where=f"{OPTION}: {folder}", todo=Text("去掉这个选项", "leave the option out")))
    raise UsageError(Problem(Text(f"git 出错: {said}", f"git failed: {said}"), where=OPTION))


def _run(folder: Path, arguments: Sequence[str]) -> subprocess.CompletedProcess[str]:
    """Run git in a folder, without a shell; its messages are in English, so that they can be told apart."""
    environment = {**os.environ, "LC_ALL": "C", "LANGUAGE": "C", "GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0"}
    try:
        return subprocess.run(  # noqa: S603 - fixed words, a ref that is no option, and no shell
            [*_GIT, *arguments],
            cwd=folder,
            env=environment,
            capture_output=True,
            check=False,
            encoding="utf-8",
            errors="surrogateescape",
            timeout=_MINUTES * 60,
        )
    except FileNotFoundError:
        what = Text("没有安装 git, 不知道改了哪些文件", "git is not installed, so what changed is not known")
        todo = Text("安装 git, 或去掉这个选项", "install git, or leave the option out")
        raise UsageError(Problem(what, where=OPTION, todo=todo)) from None
    except (OSError, subprocess.TimeoutExpired) as error:
        raise UsageError(Problem(Text(f"git 出错: {error}", f"git failed: {error}"), where=OPTION)) from None
