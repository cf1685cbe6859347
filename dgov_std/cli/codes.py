"""`dgov-std codes`: the code lists, a code of one, what is named so, what it is in another list."""

from __future__ import annotations

import datetime

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import print_text, print_utf8, screen_width, shown_here, spoken
from dgov_std.cli.language import language_of, say
from dgov_std.text import Language, Text

_NARROWEST, _WIDEST, _PIPED = 60, 200, 80
_TODAY = "today"


@click.command(
    help=say(
        Text(
            "查代码表: 不带参数列出全部代码表; LIST 是代码表的标识、名称、别名或标准编号(division、行政区划、GB/T 2260); "
            "TERM 是代码、名称的一部分或拼音首字母(370284、胶南、jns)。退出码: 0 找到, 1 没有找到, 2 无法执行(如没有这个代码表)。",
            "Look up code lists. Without arguments all lists; LIST is an id, title, alias or the number of a standard (division, "
            'divisions, "GB/T 2260"); TERM is a code, a part of a name, or the first letters of its reading (370284, jns). '
            "Exit codes: 0 found, 1 nothing found, 2 cannot run (no such list).",
        )
    )
)
@click.argument("list_", metavar="[LIST]", required=False)
@click.argument("term", metavar="[TERM]", required=False)
@click.option(
    "--at",
    metavar="DATE|today",
    help=say(Text("按哪一天的代码表(2024-01-31 或 today)", "as of this day (2024-01-31, or today)")),
)
@click.option("--to", metavar="LIST", help=say(Text("换成这个代码表的代码", "translate to the codes of this list")))
@click.option(
    "--all", "everything", is_flag=True, help=say(Text("列出全部, 不只前 20 个", "list all, not only the first 20"))
)
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
    type=click.Choice(["terminal", "csv", "json", "markdown"]),
    default="terminal",
    show_default=True,
    help=say(Text("输出的样子", "what to print")),
)
def command(
    list_: str | None,
    term: str | None,
    at: str | None,
    to: str | None,
    everything: bool,  # noqa: FBT001 - click gives flags
    standard: str | None,
    lang: Language | None,
    form: str,
) -> int:
    """Print what is found, and end with 0, or 1 when it is nothing."""
    from dgov_std.api.codes import codes_text, look_up  # noqa: PLC0415 - help stays light
    from dgov_std.report.lookups import found_something  # noqa: PLC0415

    day = datetime.datetime.now().astimezone().date().isoformat() if at == _TODAY else at
    # programs that read a whole list must not miss its end
    whole = everything or (term is None and form in {"csv", "json"})
    answer = look_up(list_, term, at=day, to=to, everything=whole, standard=standard)
    code = exit_codes.PASS if found_something(answer) else exit_codes.FINDINGS
    if form in {"csv", "json"}:
        print_utf8(codes_text(answer, form).encode("utf-8", errors="backslashreplace"))
        return code
    text = codes_text(shown_here(answer), form, language=spoken(lang or language_of()), width=screen_width())
    print_text(text)
    return code
