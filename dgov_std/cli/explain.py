"""`dgov-std explain`: what a code of findings means, why it matters, how to correct it, where it comes from."""

from __future__ import annotations

import shutil
import sys

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import spoken
from dgov_std.cli.language import language_of, say
from dgov_std.text import Language, Text


@click.command(
    help=say(
        Text(
            "说明一个问题代码(如 IDN201): 是什么、为什么、错的和对的例子、怎么改、出自哪条规则。不给代码时列出全部。",
            "Explain a code of findings (such as IDN201): what it means, why, an example wrong and right, what to do, which rules. "
            "Without a code, list them.",
        )
    )
)
@click.argument("code", required=False)
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
def command(code: str | None, lang: Language | None, form: str) -> int:
    """Print the page of one code, or the list of all."""
    from dgov_std.api.explanation import explain, explain_all  # noqa: PLC0415 - help stays light

    language = spoken(lang or language_of())
    width = shutil.get_terminal_size((80, 24)).columns if sys.stdout.isatty() else 80
    width = max(60, min(width, 120))
    if code is None:
        click.echo(explain_all(language=language, form=form, width=width), nl=False)
    else:
        click.echo(explain(code, language=language, form=form, width=width), nl=False)
    return exit_codes.PASS
