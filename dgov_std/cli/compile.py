"""`dgov-std compile`: write the bundle of each dataset and, beside it, the plain JSON Schemas."""

from __future__ import annotations

from pathlib import Path

import click

from dgov_std.atomic import write_bytes_aside
from dgov_std.cli import exit_codes
from dgov_std.cli.console import print_text
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
@click.option(
    "--codelists",
    type=click.Choice(["inline", "external"]),
    default="inline",
    show_default=True,
    help=say(
        Text(
            "大代码表(超过 1000 条)写在标准里, 还是写在旁边的 codelists 文件夹里",
            "keep large code lists (over 1,000 codes) in the bundle, or in the folder codelists beside it",
        )
    ),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def command(standard: str, dataset: str | None, output: Path, codelists: str, lang: str | None) -> int:
    """Compile and write; each file is written aside and renamed."""
    from dgov_std.api.compilation import compiled_files  # noqa: PLC0415 - help stays light

    files = list(compiled_files(standard, dataset, external=codelists == "external"))
    output.mkdir(parents=True, exist_ok=True)
    for name, data in files:
        (output / name).parent.mkdir(exist_ok=True)
        write_bytes_aside(output / name, data)
        print_text(f"{output / name}\n")
    return exit_codes.PASS
