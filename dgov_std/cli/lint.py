"""`dgov-std lint`: look at how standards are written, beyond what makes them load."""

from __future__ import annotations

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import print_text, print_utf8, spoken
from dgov_std.cli.language import language_of, say
from dgov_std.text import Language, Text


@click.command(
    help=say(
        Text(
            "检查标准本身写得是否得当: 命名、表示格式、重复、无人使用、没有依据、示例太少、定义重复名称。"
            "给出标准的标识、文件夹或文件; 不给时检查全部自带标准。",
            "Look at how standards are written: names, formats, duplicates, orphans, sources, examples, definitions. "
            "Name ids, folders or files; without one, all shipped standards.",
        )
    )
)
@click.argument("standards", nargs=-1)
@click.option(
    "--fail-on",
    type=click.Choice(["error", "warning", "info", "none"]),
    default="warning",
    show_default=True,
    help=say(Text("从哪一级起算不通过(退出码 1)", "the least severity that fails (exit code 1)")),
)
@click.option("--all", "everything", is_flag=True, help=say(Text("提示也列出来", "list information, too")))
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["terminal", "json", "github"]),
    default="terminal",
    show_default=True,
    help=say(Text("输出的样子", "what to print")),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def command(standards: tuple[str, ...], fail_on: str, form: str, lang: Language | None, *, everything: bool) -> int:
    """Print the remarks, and end with 0 or 1."""
    from dgov_std.api.lint import failed, lint_standards, lint_text  # noqa: PLC0415 - help stays light

    lint = lint_standards(standards)
    everything = everything or fail_on == "info"
    text = lint_text(lint, language=spoken(lang or language_of()), form=form, everything=everything)
    if form == "json":
        print_utf8(text.encode())
    else:
        print_text(text)
    return exit_codes.FINDINGS if failed(lint, fail_on) else exit_codes.PASS
