"""`dgov-std schema`: print the JSON Schema of a YAML kind, of our vocabulary, or of the report."""

from __future__ import annotations

import json

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import print_utf8
from dgov_std.cli.language import say
from dgov_std.text import Text


@click.command(
    help=say(
        Text(
            "输出 JSON Schema, 供编辑器补全: YAML 文档的种类(如 element、dataset), 或 report、vocabulary。不给种类时列出全部。",
            "Print a JSON Schema for editors: a kind of YAML document (element, dataset …), report, or vocabulary. Without a kind, list them.",
        )
    )
)
@click.argument("kind", required=False)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def command(kind: str | None, lang: str | None) -> int:
    """Print one schema, or the names of all."""
    from dgov_std.api.schemas import NAMES, published_schema  # noqa: PLC0415 - help stays light

    if kind is None:
        click.echo("\n".join(NAMES))
    else:
        print_utf8((json.dumps(published_schema(kind), ensure_ascii=False, indent=2) + "\n").encode())
    return exit_codes.PASS
