"""The built wheel, not the checkout: what it holds, how big it is, and that it checks on its own."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
import tomllib
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = ROOT / "examples" / "licences"
MOST_BYTES = 8 * 1024 * 1024


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel that comes out of the sdist, built from a copy so that the checkout stays as it is."""
    copy = tmp_path_factory.mktemp("copy") / "dgov-std"
    unwanted = shutil.ignore_patterns(
        ".git", ".venv", "dist", "build", "*_cache", ".hypothesis", "__pycache__", "node_modules"
    )
    shutil.copytree(ROOT, copy, ignore=unwanted)
    target = tmp_path_factory.mktemp("dist")
    built = subprocess.run(
        [sys.executable, "-m", "build", "--no-isolation", "--outdir", str(target), str(copy)],
        capture_output=True,
        check=False,
        timeout=300,
    )
    assert built.returncode == 0, built.stdout.decode() + built.stderr.decode()
    assert len(list(target.glob("*.tar.gz"))) == 1
    return next(target.glob("*.whl"))


@pytest.fixture(scope="module")
def names(wheel: Path) -> set[str]:
    with zipfile.ZipFile(wheel) as archive:
        return set(archive.namelist())


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the wheel's content and nothing of the checkout."""
    target = tmp_path_factory.mktemp("site")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(target)
    return target


def run(installed: Path, cwd: Path, code: str) -> subprocess.CompletedProcess[bytes]:
    # -P keeps the current folder out of the path; PYTHONPATH comes before an editable install.
    environment = os.environ | {"PYTHONPATH": str(installed), "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        [sys.executable, "-P", "-c", code], cwd=cwd, env=environment, capture_output=True, check=False, timeout=120
    )


def command(*arguments: str) -> str:
    return (
        f"import sys; sys.argv = ['dgov-std', *{list(arguments)!r}]\n"
        "from dgov_std.cli import main\n"
        "try: main()\n"
        "except SystemExit as left: code = left.code\n"
        "assert 'yaml' not in sys.modules and 'dgov_std.standard' not in sys.modules, 'YAML was loaded'\n"
        "sys.exit(code)"
    )


def test_every_file_of_the_package_is_in_the_wheel(names: set[str]):
    kept = {".py", ".json", ".typed", ".jinja", ".css", ".js", ".txt"}
    wanted = {path.relative_to(ROOT).as_posix() for path in (ROOT / "dgov_std").rglob("*") if path.suffix in kept}
    wanted |= {"dgov_std/py.typed"}
    assert {name for name in wanted if not name.startswith("dgov_std/.")} - names == set()


def test_the_standards_are_in_the_wheel_without_their_scripts(names: set[str]):
    wanted = {
        path.relative_to(ROOT / "standards").as_posix()
        for path in (ROOT / "standards").rglob("*")
        if path.suffix in {".yaml", ".csv"}
    }
    assert {f"dgov_std/_standards/{name}" for name in wanted} - names == set()
    assert [name for name in names if name.startswith("dgov_std/_") and name.endswith(".py") and "__" not in name] == []


def test_nothing_else_is_in_the_wheel(names: set[str]):
    assert {name.split("/")[0] for name in names} == {"dgov_std", next(n.split("/")[0] for n in names if ".dist-info/" in n)}
    assert [name for name in names if "test" in name.lower() or "cache" in name or name.endswith(".pyc")] == []


def test_every_dataset_is_compiled_and_indexed(installed: Path):
    folder = installed / "dgov_std" / "_bundles"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    assert {"administrative-licence-organisation", "population-base", "resource-catalogue"} <= set(index)
    for dataset, entry in index.items():
        bundle = json.loads((folder / entry["file"]).read_text(encoding="utf-8"))
        assert bundle["dataset"]["id"] == dataset
        assert bundle["standard"]["id"] == entry["standard"]
        assert bundle["dataset"]["title"] == entry["title"]
        columns = {column["id"]: column for column in bundle["binding"]["columns"]}
        assert [column["id"] for column in entry["header"]["columns"]] == list(columns)
        for column in entry["header"]["columns"]:
            assert column.items() <= columns[column["id"]].items()


def test_the_wheel_is_small(wheel: Path, capsys: pytest.CaptureFixture[str]):
    with capsys.disabled():
        print(f"\n{wheel.name}: {wheel.stat().st_size:,} bytes")
    assert wheel.stat().st_size < MOST_BYTES


@pytest.mark.parametrize("name", ["bad-organisations.csv", "bad-organisations.xlsx"])
def test_the_installed_package_checks_in_an_empty_folder_without_yaml(installed: Path, tmp_path: Path, name: str):
    shutil.copy(EXAMPLES / name, tmp_path)
    code = command("check", name, "--standard", "licence-publicity", "--as-of", "2026-10-31", "--lang", "en")
    done = run(installed, tmp_path, code)
    assert done.returncode == 1, done.stderr.decode()
    assert "Verdict: returned" in done.stdout.decode()
    assert done.stderr.decode() == ""


def test_a_file_without_a_standard_is_looked_at_without_yaml_and_as_in_the_checkout(installed: Path, tmp_path: Path):
    sys.path.insert(0, str(ROOT / "tests" / "acceptance"))
    from made_numbers import credit_codes, mobiles

    rows = zip(
        credit_codes(25), mobiles(25), ["330106"] * 20 + ["110105", "440103", "310115", "420503", "500101"], strict=True
    )
    (tmp_path / "a.csv").write_text("甲,乙,丙\n" + "\n".join(map(",".join, rows)) + "\n", encoding="utf-8")
    code = (
        "import dgov_std, sys\n"
        "report = dgov_std.check('a.csv')\n"
        "sys.stdout.buffer.write(report.to_json())\n"
        "print('yaml' in sys.modules, file=sys.stderr)"
    )
    from_wheel, from_checkout = run(installed, tmp_path, code), run(ROOT, tmp_path, code)
    assert (from_wheel.stderr.decode().strip(), from_wheel.returncode) == ("False", 0)
    assert from_wheel.stdout == from_checkout.stdout
    found = [column["follows"][0]["id"] for column in json.loads(from_wheel.stdout)["columns"]]
    assert found == ["uscc", "mobile-telephone", "division"]


def test_codes_are_looked_up_in_the_wheel_without_yaml_or_arrow(installed: Path, tmp_path: Path):
    heavy = "assert not {'pyarrow', 'numpy', 'pandas', 'jsonschema'} & set(sys.modules), 'too much was loaded'\n"
    code = command("codes", "divisions", "370284").replace("sys.exit", heavy + "sys.exit")
    done = run(installed, tmp_path, code)
    assert done.returncode == 0, done.stderr.decode()
    assert "1995 至 2012 胶南市, 由 370211 黄岛区 代替" in done.stdout.decode()


def test_every_list_of_the_index_has_its_file(installed: Path):
    folder = installed / "dgov_std" / "_bundles" / "lists"
    index = json.loads((folder / "index.json").read_text(encoding="utf-8"))
    entries = [*index["lists"].values(), *index["mappings"].values()]
    assert {entry["file"] for entry in entries} | {"index.json"} == {path.name for path in folder.iterdir()}
    assert "division" in index["lists"]


def test_the_notices_are_in_the_wheel(names: set[str]):
    assert {name.rpartition("/")[2] for name in names if "/licenses/" in name} == {"LICENSE", "NOTICE"}


def test_the_compiled_standard_and_the_checkout_give_the_same_report(installed: Path, tmp_path: Path):
    code = (
        "import dgov_std, sys\n"
        f"report = dgov_std.check({str(EXAMPLES / 'bad-persons.csv')!r}, standard='licence-publicity', as_of='2026-10-31')\n"
        "print(dgov_std.__file__, file=sys.stderr)\n"
        "sys.stdout.buffer.write(report.to_json())"
    )
    from_wheel, from_checkout = run(installed, tmp_path, code), run(ROOT, tmp_path, code)
    assert str(installed) in from_wheel.stderr.decode()
    assert str(ROOT) in from_checkout.stderr.decode()
    compiled, loaded = (done.stdout.decode().splitlines() for done in (from_wheel, from_checkout))
    assert len(compiled) > 200
    differences = [(one, other) for one, other in zip(compiled, loaded, strict=False) if one != other]
    assert differences[:10] == []
    assert len(compiled) == len(loaded)


def test_a_standard_of_ones_own_extends_the_installed_one(installed: Path, tmp_path: Path):
    shutil.copytree(ROOT / "examples" / "province", tmp_path / "province")
    code = "import dgov_std; print(dgov_std.load_standard('province').dataset_order)"
    done = run(installed, tmp_path, code)
    assert "administrative-licence-organisation" in done.stdout.decode(), done.stderr.decode()


def test_every_third_party_import_is_declared():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    extras = [text for name, texts in project["optional-dependencies"].items() if name != "test" for text in texts]
    declared = {text.split(">")[0].lower().replace("-", "_") for text in (*project["dependencies"], *extras)}
    module_of = {"pyyaml": "yaml", "python_docx": "docx"}
    modules = {module_of.get(name, name) for name in declared}
    used = set()
    for path in (ROOT / "dgov_std").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                used |= {alias.name.partition(".")[0] for alias in node.names}
            elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
                used.add(node.module.partition(".")[0])
    assert used - set(sys.stdlib_module_names) - {"dgov_std"} - modules == set()


def test_a_header_of_another_standard_is_told(installed: Path, tmp_path: Path):
    shutil.copy(EXAMPLES.parent / "penalties" / "good-persons.csv", tmp_path / "a.csv")
    ran = run(installed, tmp_path, command("check", "a.csv", "-s", "licence-publicity", "--lang", "en"))
    assert (ran.returncode, "Check it again with --standard penalty-publicity" in ran.stdout.decode()) == (1, True)
