"""The command line: one file per command, loaded when it is called."""

from __future__ import annotations

import gc
import sys

from dgov_std.cli.language import language_of
from dgov_std.errors import missing_package
from dgov_std.text import Text

COMMANDS: dict[str, tuple[str, Text]] = {
    "check": ("dgov_std.cli.check", Text("按标准检查数据文件", "check data files against a standard")),
    "compare": ("dgov_std.cli.compare", Text("逐条比较同一张表的两次报送", "compare two submissions of one table")),
    "compile": ("dgov_std.cli.compile", Text("把 YAML 标准编译成 JSON Schema", "compile a YAML standard to JSON Schema")),
    "export": ("dgov_std.cli.export", Text("把标准导出成数据字典", "write a standard as a data dictionary")),
    "explain": (
        "dgov_std.cli.explain",
        Text(
            "说明问题代码、标准、标识、代码表、数据项、数据集",
            "explain codes of findings, standards, identifiers, lists, elements, datasets",
        ),
    ),
    "codes": ("dgov_std.cli.codes", Text("查代码表和代码", "look up code lists and codes")),
    "report": ("dgov_std.cli.report", Text("查看以前的检查结果", "look at earlier results")),
    "test": ("dgov_std.cli.trial", Text("执行标准里的示例", "run the examples of standards")),
    "lint": ("dgov_std.cli.lint", Text("检查标准本身写得是否得当", "look at how standards are written")),
    "schema": (
        "dgov_std.cli.schema",
        Text("输出 YAML 文档和报告的 JSON Schema", "print the JSON Schemas of the YAML kinds and the report"),
    ),
    "completion": (
        "dgov_std.cli.completion",
        Text("输出命令行补全脚本", "print the script that completes commands in a shell"),
    ),
}


def main() -> None:
    """Run the command line and leave with its exit code."""
    # A standard is a few hundred thousand values that stay: looking through them for cycles again and again finds nothing.
    gc.set_threshold(100_000, 50, 50)
    try:
        from dgov_std.cli.group import main_group  # noqa: PLC0415 - click may be missing, which is told, too
        from dgov_std.cli.shell import run  # noqa: PLC0415
    except ModuleNotFoundError as error:
        from dgov_std.cli.exit_codes import CANNOT_RUN  # noqa: PLC0415

        missing = missing_package(error)
        if missing is None:
            raise
        _tell(missing.problems[0].in_(language_of()))
        sys.exit(CANNOT_RUN)
    except KeyboardInterrupt:  # so early that nobody else can tell
        from dgov_std.cli.exit_codes import INTERRUPTED  # noqa: PLC0415

        _tell(Text("已中断, 没有留下半成品文件", "interrupted; no partial output was left").in_(language_of()))
        sys.exit(INTERRUPTED)
    sys.exit(run(main_group, sys.argv[1:]))


def _tell(message: str) -> None:
    head = Text("错误: ", "error: ").in_(language_of())
    sys.stderr.write(f"{head}{message}\n")
