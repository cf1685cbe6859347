"""`dgov-std export`: a standard in the forms other people work with."""

from __future__ import annotations

from pathlib import Path

import click

from dgov_std.cli import exit_codes
from dgov_std.cli.console import print_text
from dgov_std.cli.language import language_of, say
from dgov_std.text import Language, Text


@click.group(name="export", help=say(Text("把标准导出成别的形式。", "Write a standard in other forms.")))
def command() -> None:
    """Hold the verbs that write a standard for others."""


@command.command(
    short_help=say(Text("导出数据字典", "write the data dictionary")),
    help=say(
        Text(
            "导出标准的数据字典: 数据集、数据项、标识、代码表、元数据、质量指标, 每一条都带来源和可信度。"
            "标准是内置标准的名称, 或 YAML 文件夹、文件的路径。",
            "Write the data dictionary of a standard: datasets, data elements, identifiers, code lists, metadata, "
            "indicators, each with its source and how sure that is. STANDARD is the id of a shipped standard, or a path.",
        )
    ),
)
@click.argument("standard")
@click.option("--dataset", help=say(Text("只要这一个数据集和它用到的内容", "this dataset only, with what it uses")))
@click.option(
    "--format",
    "-f",
    "form",
    type=click.Choice(["xlsx", "docx", "html"]),
    help=say(Text("格式; 不写时看 -o 的后缀, 再没有就是 xlsx", "the format; else the end of -o says it, else xlsx")),
)
@click.option(
    "--output",
    "-o",
    type=click.Path(path_type=Path),
    help=say(Text("输出文件或文件夹; 不写时写到当前文件夹", "output file or folder; else the current folder")),
)
@click.option("--lang", type=click.Choice(["zh", "en"]), help=say(Text("语言", "language")))
def dictionary(standard: str, dataset: str | None, form: str | None, output: Path | None, lang: Language | None) -> int:
    """Write the dictionary aside, rename it, and say where it is."""
    from dgov_std.api.dictionary import export_dictionary  # noqa: PLC0415 - help stays light

    written = export_dictionary(standard, output, dataset=dataset, form=form, language=lang or language_of())
    print_text(f"{written}\n")
    return exit_codes.PASS
