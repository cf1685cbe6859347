"""The exceptions users may meet: each says what is wrong, where, and what to do.

Faults in the *data* are never exceptions, they are findings. An exception outside these
classes is a bug of ours.
"""

from __future__ import annotations

import errno
import sys
from dataclasses import dataclass

from dgov_std.text import Language, Text

_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限",
    errno.EPERM: "不允许",
    errno.EISDIR: "这是文件夹",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.ENOSPC: "磁盘已满",
    errno.EDQUOT: "超出磁盘配额",
    errno.EFBIG: "文件太大",
    errno.EROFS: "磁盘是只读的",
    errno.EIO: "读写磁盘出错",
    errno.ENAMETOOLONG: "名字太长",
    errno.EMFILE: "打开的文件太多",
    errno.ELOOP: "链接成了环",
}


def reason(error: OSError) -> Text:
    """Return why the operating system refused."""
    said = error.strerror or type(error).__name__
    return Text(_REASONS.get(error.errno or 0, said), said)


@dataclass(frozen=True, slots=True)
class Problem:
    """One mistake: `where` is `file:line:column`, a file name, an option, or empty."""

    what: Text
    where: str = ""
    todo: Text | None = None

    def in_(self, language: Language) -> str:
        """Return the one-line wording: where, what, what to do."""
        head = f"{self.where}: " if self.where else ""
        if self.todo is None:
            return head + self.what.in_(language)
        stop, gap = ("。", "") if language == "zh" else (".", " ")
        what = self.what.in_(language).rstrip("。.")
        return f"{head}{what}{stop}{gap}{self.todo.in_(language)}"


class DgovError(Exception):
    """Base of the expected failures; holds every problem found, in the order of the input."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("\n".join(p.in_("en") for p in problems))
        self.problems = problems

    def __reduce__(self) -> tuple[type[DgovError], tuple[Problem, ...]]:
        return type(self), self.problems


class StandardError(DgovError):
    """The author's mistakes in a standard or a schema (exit 2)."""


class InputError(DgovError):
    """An input that cannot be read at all: missing, empty, encrypted, not what it says (exit 2)."""


class UsageError(DgovError):
    """An option or an argument that makes no sense (exit 2)."""


class LimitError(DgovError):
    """A limit of time, memory or size ended the work before its end (exit 3)."""


class MissingPackageError(DgovError):
    """A Python package that this needs is not installed (exit 2)."""


# Where what is imported is not what is installed.
_INSTALLED_AS = {
    "attr": "attrs",
    "docx": "python-docx",
    "dateutil": "python-dateutil",
    "et_xmlfile": "et-xmlfile",
    "jinja2": "Jinja2",
    "jsonschema_specifications": "jsonschema-specifications",
    "python_calamine": "python-calamine",
    "rpds": "rpds-py",
    "xlsxwriter": "XlsxWriter",
    "yaml": "PyYAML",
}


def missing_package(error: ModuleNotFoundError) -> MissingPackageError | None:
    """Return what to tell the user about a package that is not installed; None when the fault is ours."""
    module = (error.name or "").partition(".")[0]
    if not module or module == __name__.partition(".")[0] or module in sys.stdlib_module_names:
        return None
    package = _INSTALLED_AS.get(module, module)
    if getattr(sys, "frozen", False):  # the one-folder build: there is no pip to advise
        lacking = Text(f"这个免安装版不带 {package}, 没法运行", f"this build does not include {package}, so this cannot run")
        other = Text("改用 pip 安装的 dgov-std", "use a dgov-std that was installed with pip")
        return MissingPackageError(Problem(lacking, todo=other))
    return MissingPackageError(
        Problem(
            Text(
                f"没有安装 Python 包 {package}, 没法运行",
                f"the Python package {package} is not installed, so this cannot run",
            ),
            todo=Text(f"安装: pip install {package}", f"install it: pip install {package}"),
        )
    )
