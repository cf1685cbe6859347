"""`dgov-std test`: run the examples of standards, and ask their code lists whether they are what they say."""

from __future__ import annotations

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import print_text, print_utf8, spoken
from dgov_std.cli.language import language_of, say
from dgov_std.text import Language, Text


@click.command(
    help=say(
        Text(
            "执行标准里的示例: 合格的必须合格, 存疑的只有警告, 不合格的必须以所写的原因不合格; 代码表与所写的行数、校验和一致。"
            "给出标准的标识、文件夹或文件; 不给时检查全部自带标准。",
            "Run the examples of standards: valid ones must pass, doubtful ones only warn, invalid ones fail for the reason "
            "given; code lists must be what they say. Name ids, folders or files; without one, all shipped standards.",
        )
    )
)
@click.argument("standards", nargs=-1)
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["terminal", "json"]),
    default="terminal",
    show_default=True,
    help=say(Text("输出的样子", "what to print")),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def command(standards: tuple[str, ...], form: str, lang: Language | None) -> int:
    """Run the examples, print what failed, and end with 0 or 1."""
    from dgov_std.api.trial import trial_json, trial_text, try_standards  # noqa: PLC0415 - help stays light

    trial = try_standards(standards)
    if form == "json":
        print_utf8(trial_json(trial).encode())
    else:
        print_text(trial_text(trial, language=spoken(lang or language_of())))
    return exit_codes.FINDINGS if trial.misses else exit_codes.PASS
