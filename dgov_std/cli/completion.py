"""`dgov-std completion SHELL`: the script that completes commands, options and standards in a shell, as click makes it."""

from __future__ import annotations

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from dgov_std.cli import exit_codes
from dgov_std.cli.language import say
from dgov_std.errors import Problem, UsageError
from dgov_std.text import Text

VARIABLE = "_DGOV_STD_COMPLETE"  # what the script sets; click answers where it is set
# The shells asked for, and where the script goes; PowerShell depends on the version of click.
PLACES = {
    "bash": "~/.local/share/bash-completion/completions/dgov-std",
    "zsh": "~/.zfunc/_dgov-std (fpath+=~/.zfunc)",
    "fish": "~/.config/fish/completions/dgov-std.fish",
    "powershell": "$PROFILE",
}


@click.command(
    name="completion",
    help=say(
        Text(
            "输出命令行补全脚本。装法: " + "; ".join(f"{shell}: {place}" for shell, place in PLACES.items()),
            "Print the script that completes commands in a shell. It goes to: "
            + "; ".join(f"{shell}: {place}" for shell, place in PLACES.items()),
        )
    ),
)
@click.argument("shell", type=click.Choice(list(PLACES)))
def command(shell: str) -> int:
    """Print click's script for a shell."""
    kind = get_completion_class(shell)
    if kind is None:
        what = Text(f"这个版本的 click 没有 {shell} 的补全", f"this version of click has no completion for {shell}")
        raise UsageError(Problem(what, todo=Text("升级 click: pip install -U click", "upgrade it: pip install -U click")))
    root = click.get_current_context().find_root()
    # The class looks for bash to warn of old ones; the script itself is the same everywhere.
    click.echo(ShellComplete.source(kind(root.command, {}, "dgov-std", VARIABLE)))
    return exit_codes.PASS


def complete_file(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the name of a file, which the shell does itself."""
    return [CompletionItem(incomplete, type="file")]


def complete_standard(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    """Complete the id of a shipped standard, or a path."""
    from dgov_std.api.library import shipped, standards_root  # noqa: PLC0415 - help stays light

    names = {str(entry["standard"]) for entry in shipped().values()}
    names = names or {path.parent.name for path in standards_root().glob("*/standard.yaml")}
    found = [CompletionItem(name) for name in sorted(names) if name.startswith(incomplete)]
    return found or complete_file(context, parameter, incomplete)
