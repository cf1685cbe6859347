"""`dgov-std report`: a saved report shown (one finding on five lines, for the telephone) or made into a file."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dgov_std.cli import exit_codes, store
from dgov_std.cli.console import aside, print_report, print_utf8, shown_here
from dgov_std.cli.language import language_of, say
from dgov_std.cli.outputs import refuse_overwriting, refuse_too_long
from dgov_std.cli.paired import deliver, paired_options
from dgov_std.cli.paired import form_of as paired_form
from dgov_std.cli.reports import format_of, wanted, write_reports
from dgov_std.errors import InputError, Problem, UsageError
from dgov_std.render import SUFFIXES
from dgov_std.text import Language, Text

if TYPE_CHECKING:
    from dgov_std.api.result import Report
    from dgov_std.report.gate import FailOn


@click.group(name="report", help=say(Text("查看以前的检查结果", "Look at earlier results.")))
def command() -> None:
    """Hold the verbs about saved reports."""


@command.command(
    short_help=say(Text("查看一次检查的结果", "show a result")),
    help=say(
        Text(
            "按回执号(或报告文件)查看结果; 给出序号时只看那一类问题。",
            "Show a result by receipt number (or report file); with a number, that finding only.",
        )
    ),
)
@click.argument("receipt")
@click.argument("number", type=click.IntRange(1), required=False)
@click.option(
    "--all", "everything", is_flag=True, help=say(Text("列出全部问题, 不限一屏", "list every finding, not one screen only"))
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def show(receipt: str, number: int | None, everything: bool, lang: Language | None) -> int:  # noqa: FBT001 - an option
    """Render a saved report: no data, no standard and no engine is needed."""
    report = _saved(receipt)
    language = lang or language_of()
    count = len(report.findings)
    if number is not None and number > count:
        what = Text(f"这份报告没有第 {number} 类, 共 {count} 类", f"the report has no finding {number}; it has {count}")
        raise UsageError(Problem(what, where=receipt))
    print_report(report, language, everything=everything, number=number)
    return exit_codes.PASS


@command.command(
    short_help=say(Text("把结果做成别的格式", "make a result into another format")),
    help=say(
        Text(
            "把以前的结果做成网页、Markdown、SARIF 等格式的文件, 不需要原来的数据。",
            "Make a saved result into a page, Markdown, SARIF or another format; the data are not needed.",
        )
    ),
)
@click.argument("receipt")
@click.option(
    "--format",
    "-f",
    "name",
    type=click.Choice(list(SUFFIXES)),
    help=say(Text("格式(默认按 --output 的后缀, 再默认 html)", "format (default: by the suffix of --output, else html)")),
)
@click.option(
    "--output",
    "-o",
    multiple=True,
    type=click.Path(path_type=Path),
    help=say(Text("写到这个文件(默认输出到屏幕), 可多次给出", "write to this file (default: the screen), repeatable")),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def render(receipt: str, name: str | None, output: tuple[Path, ...], lang: Language | None) -> int:
    """Render a saved report once more: no data, no standard and no engine is needed."""
    refuse_too_long(output)
    report = _saved(receipt)
    language = lang or language_of()
    chosen = [name] if name else [form for form in map(format_of, output) if form] or ["html"]
    if not output:
        print_utf8(report.render(chosen[0], language=language))
        return exit_codes.PASS
    plan = wanted([_path(receipt)], chosen, output, language, printing=False)
    refuse_overwriting(plan.files, [_path(receipt)])
    write_reports(report, {**plan.each[0].files, **plan.together.files}, language)
    aside(f"{report.receipt} -> {', '.join(map(str, plan.files))}")
    return exit_codes.PASS


@command.command(
    short_help=say(Text("比较两次检查的结果", "compare two results")),
    help=say(
        Text(
            "比较两次检查的结果: 新出现、已解决、有变化的问题, 以及标准版本、文件、程序版本有什么不同。"
            "OLD、NEW 是回执号或 JSON 报告文件。退出码: 0 没有变坏, 1 变坏了, 2 无法比较。",
            "Compare two results: new, resolved and changed findings, and what differs in edition, file and versions. OLD and "
            "NEW are receipt numbers or JSON report files. Exit codes: 0 nothing is worse, 1 something is, 2 cannot run.",
        )
    ),
)
@click.argument("old", metavar="OLD")
@click.argument("new", metavar="NEW")
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "none"]),
    default="info",
    show_default=True,
    help=say(Text("从哪一级起的问题算变坏", "lowest severity that counts as worse")),
)
@paired_options
def diff(old: str, new: str, fail_on: FailOn, form: str | None, output: Path | None, lang: Language | None) -> int:
    """Compare two saved reports: no data, no standard and no engine is needed."""
    from dgov_std.api.difference import difference, difference_text  # noqa: PLC0415 - help stays light

    chosen = paired_form(form, output)
    refuse_too_long([output])
    refuse_overwriting([output], [_path(old), _path(new)])
    found = difference(_saved(old), _saved(new), fail_on=fail_on)

    def worded(form: str, language: Language, width: int, here: bool) -> str:  # noqa: FBT001 - see `Worded`
        return difference_text(shown_here(found) if here else found, form, language=language, width=width)

    private = any("show_values" in report.options for report in (found.old, found.new))
    deliver(worded, chosen, output, lang or language_of(), private=private)
    return exit_codes.FINDINGS if found.worse else exit_codes.PASS


def _saved(receipt: str) -> Report:
    from dgov_std.api.result import read_report  # noqa: PLC0415 - help stays light

    path = _path(receipt)
    try:
        return read_report(path.read_bytes())
    except OSError as error:
        raise InputError(
            Problem(Text(f"报告读不了({error})", f"the report cannot be read ({error})"), where=str(path))
        ) from None
    except InputError as error:
        raise InputError(*(replace(problem, where=problem.where or str(path)) for problem in error.problems)) from None


def _path(receipt: str) -> Path:
    from dgov_std.api.result import read_receipt  # noqa: PLC0415

    path = Path(receipt)
    if os.path.isfile(path):  # noqa: PTH113 - no error for a name that is too long
        return path
    if path.suffix or len(path.parts) > 1:  # no receipt number looks so
        todo = Text("请检查文件名和文件夹", "check the file name and the folder")
        raise InputError(Problem(Text("没有这个文件", "there is no such file"), where=receipt, todo=todo))
    number = read_receipt(receipt)
    found = store.find(number)
    if found is None:
        raise InputError(
            Problem(
                Text(
                    f"这台电脑上没有回执号为 {number} 的结果", f"there is no result with receipt {number} on this computer"
                ),
                todo=Text(
                    "在做检查的那台电脑上查, 或给出 JSON 报告文件",
                    "look on the computer that made it, or name the JSON report file",
                ),
            )
        )
    return found
