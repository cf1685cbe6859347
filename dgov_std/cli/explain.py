"""`dgov-std explain`: what a code of findings means, or how an identifier, a code list, an element, a dataset is made."""

from __future__ import annotations

import shutil
import sys

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import print_text, spoken
from dgov_std.cli.language import language_of, say
from dgov_std.text import Language, Text


@click.command(
    help=say(
        Text(
            "说明一个问题代码(如 IDN201): 是什么、为什么、错的和对的例子、怎么改、出自哪条规则; 或一个标准、标识、代码表、数据项、数据集"
            "(如 统一社会信用代码、citizen-id): 结构、出处、每一条写在哪里。不给名称时列出随附的标准和全部问题代码。",
            "Explain a code of findings (such as IDN201): what it means, why, an example wrong and right, what to do, which rules; "
            "or a standard, an identifier, a code list, an element, a dataset (such as uscc, citizen-id): how it is made, its "
            "sources, where each attribute is written. Without a name, list the standards and the codes of findings.",
        )
    )
)
@click.argument("name", required=False)
@click.option(
    "--standard",
    "-s",
    help=say(Text("在哪个标准里找(缺省: 全部随附标准)", "where to look (default: all shipped standards)")),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["terminal", "markdown"]),
    default="terminal",
    show_default=True,
    help=say(Text("输出的样子", "what to print")),
)
def command(name: str | None, standard: str | None, lang: Language | None, form: str) -> int:
    """Print the page of one name, or the list of all codes of findings."""
    from dgov_std.api.explanation import explain, explain_all  # noqa: PLC0415 - help stays light

    language = spoken(lang or language_of())
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
    width = max(60, min(width, 120))
    if name is None:
        print_text(explain_all(language=language, form=form, width=width))
    else:
        print_text(explain(name, standard=standard, language=language, form=form, width=width))
    return exit_codes.PASS
