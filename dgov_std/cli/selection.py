"""The options that say which inputs are checked and by what the project has decided: configuration, lock, changes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from dgov_std.cli.language import say
from dgov_std.text import Text

_OPTIONS = (
    click.option(
        "--config",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help=say(
            Text(
                "配置文件(默认向上找 dgov-std.toml 或 pyproject.toml)",
                "configuration (default: dgov-std.toml or pyproject.toml, found upward)",
            )
        ),
    ),
    click.option(
        "--changed-since",
        metavar="REF",
        help=say(
            Text(
                "只检查与这个分支或提交分叉以来改过的输入文件",
                "check only inputs changed since the branch left this branch or commit",
            )
        ),
    ),
    click.option(
        "--require-files",
        is_flag=True,
        help=say(
            Text(
                "没有选中文件、或配置里有一条没对上文件, 就算失败",
                "fail when nothing is selected, or an entry of the configuration means no file",
            )
        ),
    ),
    click.option(
        "--update-lock",
        is_flag=True,
        help=say(Text("把用到的标准锁定到 dgov-std.lock", "lock the standards used in dgov-std.lock")),
    ),
    click.option(
        "--skip-unchanged/--no-skip-unchanged",
        default=None,
        help=say(
            Text(
                "与上次完全相同的文件不再检查, 沿用上次的结果",
                "do not check again what is just as it was; its result of then stands",
            )
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Selection:
    """The options of this module as given."""

    config: Path | None
    changed_since: str | None
    require_files: bool
    update_lock: bool
    skip_unchanged: bool | None


def selection_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of selecting; it takes them as `selection`."""

    @functools.wraps(command)
    def gathered(**given: Any) -> int:  # noqa: ANN401 - what click passes
        chosen = Selection(**{name: given.pop(name) for name in Selection.__slots__})
        return command(selection=chosen, **given)

    found: Callable[..., int] = gathered
    for option in reversed(_OPTIONS):
        found = option(found)
    return found
