"""`dgov-std compare`: two submissions of one table, key by key."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import shown_here
from dgov_std.cli.inputs import STDIN, inputs_of
from dgov_std.cli.language import language_of, say
from dgov_std.cli.outputs import refuse_overwriting, refuse_too_long
from dgov_std.cli.paired import deliver, form_of, paired_options
from dgov_std.cli.reading import reading_options
from dgov_std.errors import DgovError, InputError, Problem, UsageError
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.report.comparisons import Limit, Return

_PERCENT = re.compile(r"([0-9]+(?:\.[0-9]+)?)\s*[%％]")


@click.command(
    help=say(
        Text(
            "按键逐条比较同一张表的两次报送: 新增、消失、有变化的, 各列变了多少, 行数和空值率的突变。"
            "退出码: 0 没有超出限度, 1 有要核对的, 2 无法比较。",
            "Compare two submissions of one table key by key: new, vanished and changed keys, changes by column, jumps in "
            "row count and empty rates. Exit codes: 0 within the limits, 1 something to check, 2 cannot run.",
        )
    )
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--key",
    "-k",
    "key",
    multiple=True,
    metavar="COL[,COL]",
    help=say(
        Text(
            "能唯一确定一行的列, 几列用逗号隔开(默认用标准规定的键)",
            "columns that tell rows apart, with commas between (default: the key of the standard)",
        )
    ),
)
@click.option("--standard", "-s", help=say(Text("标准的编号, 或标准文件夹的路径", "id of a standard, or a path to one")))
@click.option("--dataset", help=say(Text("标准里的哪张表(默认按表头选)", "which dataset of it (default: by the header)")))
@click.option(
    "--return",
    "returned",
    type=click.Choice(["full", "incremental"]),
    help=say(
        Text(
            "新的一份是全量还是增量(增量时, 消失属正常)",
            "whether NEW is a full or an incremental return (vanished keys are normal in one)",
        )
    ),
)
@click.option(
    "--max-row-jump",
    default="20%",
    show_default=True,
    metavar="P%",
    help=say(Text("行数增减的限度, none 为不限", "how much the number of rows may change; none: no limit")),
)
@click.option(
    "--max-empty-jump",
    default="10%",
    show_default=True,
    metavar="P%",
    help=say(Text("一列的空值率上升的限度(百分点)", "how far the empty rate of a column may rise (points)")),
)
@click.option(
    "--max-vanished",
    default="0",
    show_default=True,
    metavar="N|P%",
    help=say(Text("全量报送里可以消失多少条", "how many keys may vanish from a full return")),
)
@click.option(
    "--alike",
    is_flag=True,
    help=say(
        Text(
            "全角半角、首尾空格、小数末尾的 0 不算变化",
            "width, blanks around values and zeros behind decimals make no difference",
        )
    ),
)
@reading_options
@click.option(
    "--show-values",
    is_flag=True,
    help=say(Text("显示全部的值, 包括个人信息(会记录)", "show all values, personal ones, too (recorded)")),
)
@click.option(
    "--jobs", "-j", type=click.IntRange(1), default=min(os.cpu_count() or 1, 8), help=say(Text("线程数", "threads"))
)
@paired_options
def command(  # noqa: PLR0913 - one parameter per option
    old: str,
    new: str,
    key: tuple[str, ...],
    standard: str | None,
    dataset: str | None,
    returned: Return | None,
    max_row_jump: str,
    max_empty_jump: str,
    max_vanished: str,
    alike: bool,  # noqa: FBT001 - an option
    reading: Mapping[str, Any],
    show_values: bool,  # noqa: FBT001 - an option
    form: str | None,
    output: Path | None,
    jobs: int,
    lang: Language | None,
) -> int:
    """Compare, print, and end with 0, or 1 when something is beyond the limits."""
    from dgov_std.api.comparison import compare, comparison_text  # noqa: PLC0415 - help stays light
    from dgov_std.api.incoming import named  # noqa: PLC0415
    from dgov_std.api.options import Options  # noqa: PLC0415
    from dgov_std.report.comparisons import Limits  # noqa: PLC0415

    language = lang or language_of()
    limits = Limits(
        _limit(max_row_jump, "--max-row-jump"),
        _limit(max_empty_jump, "--max-empty-jump"),
        _limit(max_vanished, "--max-vanished", counts=True),
    )
    chosen = form_of(form, output)
    refuse_too_long([output])
    if old == new == STDIN:
        what = Text("标准输入只能是两份中的一份", "standard input can be one of the two only")
        raise UsageError(Problem(what, where=STDIN, todo=Text("另一份给出文件", "name a file for the other one")))
    paths = [_only(name, language) for name in (old, new)]
    refuse_overwriting([output], [*paths, standard])
    options = Options(dataset=dataset, jobs=jobs, show_values=show_values, language=language, **reading)
    try:
        found = compare(*paths, key=key, standard=standard, returned=returned, limits=limits, alike=alike, options=options)
    except DgovError as error:
        raise named(named(error, paths[0]), paths[1]) from None

    def worded(form: str, language: Language, width: int, here: bool) -> str:  # noqa: FBT001 - see `Worded`
        return comparison_text(shown_here(found) if here else found, form, language=language, width=width)

    deliver(worded, chosen, output, language, private=show_values)
    return exit_codes.FINDINGS if found.alarms else exit_codes.PASS


def _only(name: str, language: Language) -> Path:
    """Return the one file that an argument means. Raises InputError and UsageError."""
    paths, errors = inputs_of([name], language)
    if errors:
        raise InputError(*(problem for error in errors for problem in error.problems))
    if len(paths) > 1:
        what = Text(f"这里有 {len(paths)} 个文件, 一次比较两个", f"there are {len(paths)} files; two are compared at a time")
        raise UsageError(Problem(what, where=name, todo=Text("给出一个文件", "name one file")))
    return paths[0]


def _limit(given: str, option: str, *, counts: bool = False) -> Limit:
    """Return a limit written as `20%`, or, where things are counted, as a number; `none` is no limit."""
    from dgov_std.report.comparisons import NO_LIMIT, Limit  # noqa: PLC0415 - help stays light

    text = given.strip()
    if text.lower() == "none":
        return NO_LIMIT
    written = _PERCENT.fullmatch(text)
    if written:
        return Limit(share=float(f"{written[1]}e-2"))
    if counts and text.isascii() and text.isdigit() and len(text) <= 18:
        return Limit(count=int(text))
    forms = (
        Text("写成 20%、100 或 none", "write 20%, 100 or none") if counts else Text("写成 20% 或 none", "write 20% or none")
    )
    raise UsageError(
        Problem(Text(f"“{visible(given)}”不是限度", f'"{visible(given)}" is no limit'), where=option, todo=forms)
    )
