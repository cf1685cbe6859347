"""`dgov-std compile`: write the bundle of each dataset and, beside it, the plain JSON Schemas."""

from __future__ import annotations

import json
from pathlib import Path

import click

from dgov_std.atomic import write_bytes_aside
from dgov_std.cli import exit_codes
from dgov_std.cli.language import say
from dgov_std.text import Text


@click.command(
    help=say(
        Text(
            "编译标准: 每个数据集写出一个 .bundle.json, 旁边是任何校验器都能用的 *.schema.json(行、表头、元数据)。",
            "Compile a standard: one .bundle.json per dataset and, beside it, *.schema.json (rows, header, metadata) for any validator.",
        )
    )
)
@click.argument("standard")
@click.option("--dataset", help=say(Text("只编译这一个数据集", "compile this dataset only")))
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path, file_okay=False),
    default=Path(),
    help=say(Text("输出文件夹", "output folder")),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def command(standard: str, dataset: str | None, output: Path, lang: str | None) -> int:
    """Compile and write; each file is written aside and renamed."""
    from dgov_std.api.library import compile_bundle, load_standard  # noqa: PLC0415 - help stays light
    from dgov_std.schema.bundle import plain_schemas  # noqa: PLC0415
    from dgov_std.schema.canonical import canonical_bytes  # noqa: PLC0415

    loaded = load_standard(standard)
    output.mkdir(parents=True, exist_ok=True)
    for name in [dataset] if dataset else loaded.dataset_order:
        bundle = compile_bundle(loaded, name)
        target = output / f"{name}.bundle.json"
        write_bytes_aside(target, canonical_bytes(bundle))
        click.echo(str(target))
        for part, schema in plain_schemas(bundle).items():
            plain = output / f"{name}.{part}.schema.json"
            write_bytes_aside(plain, json.dumps(schema, ensure_ascii=False, indent=2).encode() + b"\n")
            click.echo(str(plain))
    return exit_codes.PASS
