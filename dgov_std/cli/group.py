"""The group of commands: what `dgov-std` itself is, before any of them is loaded."""

from __future__ import annotations

import importlib

import click

from dgov_std import __version__
from dgov_std.cli import COMMANDS
from dgov_std.cli.console import spoken
from dgov_std.cli.language import language_of, say
from dgov_std.text import Text


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
