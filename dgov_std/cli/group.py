"""The group of commands: what `dgov-std` itself is, before any of them is loaded."""

from __future__ import annotations

import difflib
import importlib
from typing import Any

import click

from dgov_std import __version__
from dgov_std.cli import COMMANDS
from dgov_std.cli.console import spoken
from dgov_std.cli.language import language_of, say
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text


def _layout(**given: Any) -> click.HelpFormatter:  # noqa: ANN401 - what click passes
    from dgov_std.cli.layout import Layout  # noqa: PLC0415 - most runs show no help

    return Layout(**given)


click.Context.formatter_class = staticmethod(_layout)  # type: ignore[assignment] # of every command


class LazyGroup(click.Group):
    """A group whose commands are imported when they are called, so that `--version` is quick."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the names of the commands."""
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import and return a command."""
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return command

    def resolve_command(self, ctx: click.Context, args: list[str]) -> tuple[str | None, click.Command | None, list[str]]:
        """Return the command that is meant. Raises UsageError for a name that is none, with the nearest one."""
        name = args[0]
        if name not in COMMANDS and not name.startswith("-") and not ctx.resilient_parsing:
            near = difflib.get_close_matches(name.lower(), COMMANDS, n=1, cutoff=0.5)
            todo = Text("dgov-std --help 列出全部命令", "dgov-std --help lists the commands")
            if near:
                todo = Text(f"是不是 {near[0]}?", f"Did you mean {near[0]}?")
            raise UsageError(Problem(Text(f"没有命令“{name}”", f'there is no command "{name}"'), todo=todo))
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the commands without importing them."""
        language = spoken(language_of())
        with formatter.section(say(Text("命令", "Commands"))):
            formatter.write_dl([(name, title.in_(language)) for name, (_, title) in COMMANDS.items()])


@click.group(
    cls=LazyGroup,
    help=say(
        Text(
            "把政务数据标准变成可执行的检查: 编译 YAML 标准, 检查 CSV 和 Excel 文件。",
            "Government data standards that run: compile YAML standards, check CSV and Excel files.",
        )
    ),
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(__version__, prog_name="dgov-std", help=say(Text("显示版本。", "Show the version and exit.")))
def main_group() -> None:
    """Run a command."""
