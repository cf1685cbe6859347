"""The options that say how a file is to be read, instead of finding out."""

from __future__ import annotations

import functools
from collections.abc import Callable
from typing import Any

import click

from dgov_std.cli.language import say
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

_OPTIONS = (
    click.option("--encoding", help=say(Text("文件编码, 如 gb18030", "encoding, such as gb18030"))),
    click.option("--delimiter", help=say(Text("分隔符", "delimiter"))),
    click.option("--sheet", help=say(Text("工作表名称或序号", "sheet name or number"))),
    click.option(
        "--header-row",
        type=click.IntRange(1),
        help=say(Text("表头在第几行(几行的表头, 指最下面一行)", "row of the header (of several rows: the last)")),
    ),
    click.option("--header-rows", type=click.IntRange(1), help=say(Text("表头共几行", "how many rows the header takes"))),
    click.option(
        "--skip-rows", type=click.IntRange(0), help=say(Text("先跳过最上面几行", "rows at the top to pass over first"))
    ),
    click.option(
        "--range", "cells", metavar="B3:H200", help=say(Text("只检查这个区域", "check this range of the sheet only"))
    ),
    click.option(
        "--no-header",
        is_flag=True,
        help=say(Text("没有表头, 各列与标准的顺序相同", "no header: the columns stand in the standard's order")),
    ),
)
_NAMES = ("encoding", "delimiter", "sheet", "header_row", "header_rows", "skip_rows", "cells")


def reading_options(command: Callable[..., int]) -> Callable[..., int]:
    """Give a command the options of reading; it takes them as `reading`, named as `Options` has them."""

    @functools.wraps(command)
    def gathered(*, no_header: bool, **given: Any) -> int:  # noqa: ANN401 - what click passes
        reading = {name: given.pop(name) for name in _NAMES}
        if no_header:
            if reading["header_row"] is not None or reading["header_rows"] is not None:
                raise UsageError(
                    Problem(
                        Text("--no-header 不能和 --header-row、--header-rows 一起用", "--no-header excludes a header row"),
                        where="--no-header",
                        todo=Text(
                            "去掉其中一个; 上面有说明行时用 --skip-rows", "leave one out; --skip-rows passes over notes"
                        ),
                    )
                )
            reading["header_rows"] = 0
        return command(reading=reading, **given)

    found: Callable[..., int] = gathered
    for option in reversed(_OPTIONS):
        found = option(found)
    return found
