"""The command line: one file per command, loaded when it is called."""

from __future__ import annotations

import importlib
import sys

import click

from dgov_std import __version__
from dgov_std.cli.language import language_of, say
from dgov_std.text import Text

COMMANDS: dict[str, tuple[str, Text]] = {
    "check": ("dgov_std.cli.check", Text("按标准检查数据文件", "check data files against a standard")),
    "compile": ("dgov_std.cli.compile", Text("把 YAML 标准编译成 JSON Schema", "compile a YAML standard to JSON Schema")),
    "report": ("dgov_std.cli.report", Text("查看以前的检查结果", "look at earlier results")),
    "schema": (
        "dgov_std.cli.schema",
        Text("输出 YAML 文档和报告的 JSON Schema", "print the JSON Schemas of the YAML kinds and the report"),
    ),
}


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
        language = language_of()
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
@click.version_option(__version__, prog_name="dgov-std")
def main_group() -> None:
    """Run a command."""


def main() -> None:
    """Run the command line and leave with its exit code."""
    from dgov_std.cli.shell import run  # noqa: PLC0415 - the plain import of this package stays light

    sys.exit(run(main_group, sys.argv[1:]))
