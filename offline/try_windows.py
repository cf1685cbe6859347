"""Try the folder on Windows: `python offline/try_windows.py FOLDER EXAMPLES`. Not yet run anywhere.

The program checks the examples, and 检查.bat is started as Explorer starts it when files are dropped on it: through
`cmd /c`, with quotes only around names that hold a blank.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

NAMES = {
    "bad-persons.xlsx": "许可 (个人) & 其他.xlsx",
    "bad-persons.csv": "a&b^c%d!e.csv",
    "good-persons.gb18030.csv": "一,二;三=四.csv",
}


def main() -> None:
    """Leave with an error at the first thing that is not as it should be."""
    folder, examples = (Path(argument).resolve() for argument in sys.argv[1:3])
    # One folder with blanks in its name, one without: Explorer quotes the names of the one only.
    with tempfile.TemporaryDirectory(prefix="免安装 & ") as aside, tempfile.TemporaryDirectory(prefix="桌面&") as table:
        place, desk = Path(aside), Path(table)
        os.environ["DGOV_STD_STATE"] = str(place / "state")
        program = shutil.copytree(folder, place / "程序 (1)") / "dgov-std.exe"
        for path in sorted(examples.glob("*.xlsx")) + sorted(examples.glob("*.csv")):
            wanted = 1 if path.name.startswith("bad-") else 0
            told = [str(program), "check", str(path), "--standard", "licence-publicity", "--as-of", "2026-10-31"]
            wants(wanted, told, path.name)
        for name, dropped in NAMES.items():
            shutil.copy(examples / name, desk / dropped)
        files = [str(desk / dropped) for dropped in NAMES.values()]
        quoted = " ".join(f'"{name}"' if " " in name else name for name in files)
        wants(1, f'cmd.exe /c ""{program.with_name("检查.bat")}" {quoted}"', "检查.bat")
        there = sorted(path.name for path in desk.iterdir())
        print(*there, sep="\n")
        for mark, suffix in (("检查单_", ".html"), ("批注_", ".xlsx")):
            absent = [dropped for dropped in NAMES.values() if f"{mark}{Path(dropped).stem}{suffix}" not in there]
            if absent:
                sys.exit(f"no {mark} of {absent}")


def wants(wanted: int, command: list[str] | str, what: str) -> None:
    """Run a command with no keyboard; its exit code must be the one wanted."""
    done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=300)  # noqa: S603
    if done.returncode != wanted or b"Traceback" in done.stderr:
        sys.exit(f"{what}: exit code {done.returncode} instead of {wanted}\n{done.stdout!r}\n{done.stderr!r}")
    print(f"ok {wanted}: {what}")


if __name__ == "__main__":
    main()
