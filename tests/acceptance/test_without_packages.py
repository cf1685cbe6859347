"""Each package uninstalled in turn: what needs it says so and cannot run; what does not, runs as before."""

import json
import re
import subprocess
import tomllib
from pathlib import Path

import pytest
from children import ROOT, spawn

LICENCES = ROOT / "examples" / "licences"
CSV, XLSX = LICENCES / "bad-persons.csv", LICENCES / "bad-persons.xlsx"
STANDARD = ("-s", "licence-publicity", "--as-of", "2026-10-31")
MISSING = """
import os, sys
class Missing:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in os.environ["MISSING"].split(","):
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
sys.meta_path.insert(0, Missing())
"""
RUN = MISSING + "from dgov_std.cli import main\nmain()\n"

# Imported, installed as, what cannot run without it. The shipped standards need no YAML where they are compiled.
NEEDED = [
    ("click", "click", ("check", CSV, *STANDARD)),
    ("jinja2", "Jinja2", ("export", "dictionary", "licence-publicity", "-o", "a.html")),
    ("numpy", "numpy", ("check", CSV, *STANDARD)),
    ("openpyxl", "openpyxl", ("check", XLSX, *STANDARD, "-w", "back.xlsx")),
    # A package that a package needs; lxml, where it is installed, would do instead.
    ("et_xmlfile,lxml", "et-xmlfile", ("check", XLSX, *STANDARD, "-w", "back.xlsx")),
    ("pyarrow", "pyarrow", ("check", XLSX, *STANDARD)),
    ("rich", "rich", ("check", CSV, *STANDARD)),
    ("xlsxwriter", "XlsxWriter", ("check", CSV, *STANDARD, "-w", "back.xlsx")),
    ("yaml", "PyYAML", ("check", CSV, "-s", ROOT / "standards" / "licence-publicity")),
    ("yaml", "PyYAML", ("compile", "licence-publicity")),
]
# Not needed by a plain check that writes its report as JSON.
SPARED = ["jsonschema", "openpyxl", "pandas", "referencing", "rich", "xlsxwriter"]


def ran_without(module: str, folder: Path, *arguments: object, language: str = "zh") -> subprocess.CompletedProcess[bytes]:
    code = RUN.replace("import os, sys\n", f"import os, sys\nos.chdir({str(folder)!r})\n", 1)
    environment = {"DGOV_STD_STATE": str(folder / "state"), "DGOV_STD_LANG": language, "MISSING": module, "CI": ""}
    return spawn(*arguments, code=code, **environment)


@pytest.mark.parametrize(("module", "package", "arguments"), NEEDED)
def test_what_needs_it_cannot_run(tmp_path: Path, module: str, package: str, arguments: tuple[object, ...]) -> None:
    report = ("-o", "report.json", "-f", "terminal") if arguments[0] == "check" else ()
    ran = ran_without(module, tmp_path, *arguments, *report)
    told = f"错误: 没有安装 Python 包 {package}, 没法运行。安装: pip install {package}\n"
    assert (ran.returncode, ran.stderr.decode(), ran.stdout) == (2, told, b"")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("module", ["click", "numpy", "openpyxl"])
def test_it_is_said_in_english(tmp_path: Path, module: str) -> None:
    ran = ran_without(module, tmp_path, "check", XLSX, *STANDARD, "-w", "back.xlsx", language="en")
    told = f"error: the Python package {module} is not installed, so this cannot run. install it: pip install {module}\n"
    assert (ran.returncode, ran.stderr.decode()) == (2, told)


@pytest.mark.parametrize("module", SPARED)
def test_what_does_not_need_it_runs_as_before(tmp_path: Path, module: str) -> None:
    ran = ran_without(module, tmp_path, "check", XLSX, *STANDARD, "-f", "json")
    with_it = ran_without("nothing", tmp_path, "check", XLSX, *STANDARD, "-f", "json")
    found, wanted = json.loads(ran.stdout), json.loads(with_it.stdout)
    assert (ran.returncode, ran.stderr) == (1, b"")
    assert {**found, "run": None} == {**wanted, "run": None}


def test_every_package_we_require_is_tried() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = {name: packages for name, packages in project["optional-dependencies"].items() if name != "test"}
    required = [*project["dependencies"], *(package for packages in extras.values() for package in packages)]
    names = {re.split(r"[^\w.-]", package)[0] for package in required}
    assert names - {package for _, package, _ in NEEDED} - set(SPARED) - {"python-docx", "python-calamine"} == set()


@pytest.mark.parametrize("module", ["docx", "lxml"])
def test_a_format_beyond_the_base_names_its_extra(tmp_path: Path, module: str) -> None:
    ran = ran_without(module, tmp_path, "export", "dictionary", "licence-publicity", "-o", "a.docx")
    assert ran.returncode == 2
    assert "pip install 'dgov-std[docx]'" in ran.stderr.decode()
    assert list(tmp_path.iterdir()) == []


def test_the_page_needs_its_template_engine(tmp_path: Path) -> None:
    ran = ran_without("jinja2", tmp_path, "check", CSV, *STANDARD, "-f", "html", "-o", "a.html")
    assert (ran.returncode, "pip install Jinja2" in ran.stderr.decode(), list(tmp_path.iterdir())) == (2, True, [])


def test_frames_without_pandas(tmp_path: Path) -> None:
    code = MISSING + (
        "import dgov_std, pyarrow\n"
        "table = pyarrow.table({'q': ['1']})\n"
        "report = dgov_std.check(table, standard='licence-publicity', dataset='administrative-licence-person')\n"
        "print(report.verdict)\n"
        "try: report.findings_frame()\nexcept dgov_std.DgovError as error: print(type(error).__name__, error)\n"
    )
    ran = spawn(code=code, MISSING="pandas")
    told = "the Python package pandas is not installed, so this cannot run. install it: pip install pandas"
    assert ran.stdout.decode().splitlines() == ["not evaluated", f"MissingPackageError {told}"], ran.stderr.decode()


def test_a_module_of_ours_that_is_missing_is_our_bug(tmp_path: Path) -> None:
    code = RUN.replace("from dgov_std.cli", "sys.modules['dgov_std.api.check'] = None\nfrom dgov_std.cli")
    ran = spawn("check", CSV, *STANDARD, code=code, MISSING="nothing", DGOV_STD_STATE=str(tmp_path), DGOV_STD_LANG="en")
    assert ran.returncode == 3
    assert ran.stderr.decode().startswith("error: an internal error; there is no verdict.")
