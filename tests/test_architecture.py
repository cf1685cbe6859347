"""The house rules that a machine can hold: who imports whom, what only one room may do, sizes."""

from __future__ import annotations

import ast
import subprocess
import sys
import time
from collections import defaultdict
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
PACKAGE = ROOT / "dgov_std"

# Heavy or dangerous packages, and the only files that may import them. A folder ends with "/".
HOMES = {
    "yaml": ("standard/",),
    "pandas": ("dataset/frame.py",),
    "duckdb": ("sql/",),
    "python_calamine": ("dataset/sheet_child.py",),
    "openpyxl": ("reject/",),
    "xlsxwriter": ("reject/", "exchange/xlsx.py"),
    "docx": ("docx_parts.py", "exchange/docx.py", "render/conformance_docx.py"),
    "jinja2": ("render/html", "exchange/html.py"),
    "rich": ("render/terminal.py", "cli/"),
    "click": ("cli/",),
    "jsonschema": ("reference/", "schema/", "standard/", "foreign/"),
    "time": ("cli/", "atomic.py"),  # there: the age of what killed runs left
    "subprocess": ("dataset/sheet_process.py", "dataset/job_object.py", "cli/changed.py"),  # the last: git
    "multiprocessing": (),
    "pickle": (),
    "marshal": (),
    "shelve": (),
    "dill": (),
    "cloudpickle": (),
    "joblib": (),
    "requests": (),
    "urllib3": (),
    "ftplib": (),
    "smtplib": (),
    "xmlrpc": (),
    "socket": (),
    "urllib.request": (),
    "http": (),
}
# Broad handlers that do not raise again, or raise something else, and why they may.
BROAD_HANDLERS = {
    "cli/check.py": "a bug of ours in one input must not hide the verdicts on the others",
    "cli/shell.py": "a bug of ours becomes one line and exit code 3",
    "reject/annotated.py": "openpyxl raises whatever its parser trips over; only the loading is inside",
}
EXECUTOR = (
    "plan checks causes reference privacy report engine.kernel engine.merge dataset.block dataset.csv"  # runs on a cluster
).split()
MOST_LINES, MOST_LINES_OF_A_FUNCTION = 600, 62


@cache
def tree(path: Path) -> ast.Module:
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


def sources() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


def for_types_only(module: ast.Module) -> set[int]:
    """The nodes below `if TYPE_CHECKING:`; they import nothing when the program runs."""
    blocks = [n for n in ast.walk(module) if isinstance(n, ast.If) and getattr(n.test, "id", "") == "TYPE_CHECKING"]
    return {id(node) for block in blocks for node in ast.walk(block)}


def imports(path: Path) -> Iterator[tuple[str, int]]:
    """Every imported module with its line, imports inside functions as well."""
    module = tree(path)
    skipped = for_types_only(module)
    for node in ast.walk(module):
        if id(node) in skipped:
            continue
        if isinstance(node, ast.Import):
            yield from ((alias.name, node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}:{node.lineno}: relative import"
            yield node.module or "", node.lineno
            yield from ((f"{node.module}.{alias.name}", node.lineno) for alias in node.names)


def calls(path: Path) -> Iterator[tuple[str, ast.Call]]:
    """Every call, named as it is written: `print`, `sys.exit`, `path.open`."""
    yield from ((ast.unparse(node.func), node) for node in ast.walk(tree(path)) if isinstance(node, ast.Call))


def python(code: str) -> str:
    """Run a program in a fresh interpreter at the checkout and return what it prints."""
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode()


def test_the_rooms_import_downwards_only():
    code = "from importlinter.cli import lint_imports; import sys; sys.exit(lint_imports(no_cache=True))"
    done = subprocess.run([sys.executable, "-c", code], cwd=ROOT, capture_output=True, check=False, timeout=120)
    assert done.returncode == 0, done.stdout.decode()


@pytest.mark.parametrize("package", sorted(HOMES))
def test_a_package_is_imported_in_its_home_only(package: str):
    strangers = [
        f"{name_of(path)}:{line}"
        for path in sources()
        if not name_of(path).startswith(HOMES[package] or ("nowhere",))
        for module, line in imports(path)
        if module == package or module.startswith(f"{package}.")
    ]
    assert strangers == []


def test_only_the_command_line_prints_exits_and_reads_the_environment():
    acts = {"print", "input", "exit", "quit", "sys.exit", "os._exit", "os.getenv", "breakpoint"}
    acts |= {f"{owner}.{name}" for owner in ("datetime", "datetime.datetime", "dt.datetime") for name in ("now", "utcnow")}
    acts |= {"date.today", "datetime.date.today", "dt.date.today", "locale.getlocale", "platform.node"}
    values = {"os.environ", "sys.stdout", "sys.stderr", "sys.argv"}
    found = []
    for path in sources():
        if not name_of(path).startswith("cli/"):
            found += [f"{name_of(path)}:{call.lineno} {name}" for name, call in calls(path) if name in acts]
            reads = [node for node in ast.walk(tree(path)) if isinstance(node, ast.Attribute)]
            found += [f"{name_of(path)}:{node.lineno}" for node in reads if ast.unparse(node) in values]
    assert found == []


def test_nothing_runs_text_as_code_or_a_shell():
    bad = {
        "eval",
        "exec",
        "compile",
        "__import__",
        "os.system",
        "os.popen",
        "yaml.load",
        "yaml.unsafe_load",
        "yaml.full_load",
        "pandas.read_pickle",
        "np.load",
    }
    found = [f"{name_of(path)}:{call.lineno} {name}" for path in sources() for name, call in calls(path) if name in bad]
    found += [
        f"{name_of(path)}:{call.lineno} shell"
        for path in sources()
        for _, call in calls(path)
        if any(keyword.arg in {"shell", "allow_pickle"} for keyword in call.keywords)
    ]
    found += [
        f"{name_of(path)}:{node.lineno} {node.attr}"
        for path in sources()
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr in {"UnsafeLoader", "FullLoader", "Loader"}
    ]
    assert found == []


def test_no_handler_swallows_every_exception():
    found = []
    for path in sources():
        for node in ast.walk(tree(path)):
            if isinstance(node, ast.ExceptHandler) and (
                node.type is None or ast.unparse(node.type) in {"Exception", "BaseException"}
            ):
                again = isinstance(node.body[-1], ast.Raise) and node.body[-1].exc is None
                if not again and name_of(path) not in BROAD_HANDLERS:
                    found.append(f"{name_of(path)}:{node.lineno}")
    assert found == []


def mode_of(name: str, call: ast.Call) -> str | None:
    """The mode a file is opened with; None when it is not told as a constant."""
    place = 1 if name in {"open", "io.open", "os.fdopen"} else 0
    told = [keyword.value for keyword in call.keywords if keyword.arg == "mode"] or call.args[place : place + 1]
    return told[0].value if told and isinstance(told[0], ast.Constant) and isinstance(told[0].value, str) else None


def test_text_is_never_read_or_written_without_naming_the_encoding():
    found = []
    for path in sources():
        for name, call in calls(path):
            last = name.rpartition(".")[2]
            named = any(keyword.arg == "encoding" for keyword in call.keywords)
            text = last in {"read_text", "write_text"}
            opened = last in {"open", "fdopen"} and name != "os.open" and "b" not in (mode_of(name, call) or "")
            if (text or opened) and not named and not opens_an_archive(name):
                found.append(f"{name_of(path)}:{call.lineno} {ast.unparse(call)}")
    assert found == []


def opens_an_archive(name: str) -> bool:
    """A member of a zip archive opens as bytes without saying so."""
    return name.split(".")[-2:-1] in (["archive"], ["_archive"], ["zip"], ["_zip"])


@pytest.mark.parametrize("path", sources(), ids=name_of)
def test_files_and_functions_stay_small(path: Path):
    assert len(path.read_text(encoding="utf-8").splitlines()) < MOST_LINES
    functions = [node for node in ast.walk(tree(path)) if isinstance(node, ast.FunctionDef)]
    long = {f.name: length for f in functions if (length := (f.end_lineno or 0) - f.lineno + 1) > MOST_LINES_OF_A_FUNCTION}
    assert long == {}


def graph() -> dict[str, set[str]]:
    """Module -> modules of the package it imports, at the top or inside functions."""
    names = {path: ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__") for path in sources()}
    known = set(names.values())
    edges: dict[str, set[str]] = defaultdict(set)
    for path, name in names.items():
        found = [module for module, _ in imports(path) if module in known]
        # `from package import module` means the module; the package's own file is loaded, not used.
        edges[name] |= {m for m in found if m != name and not any(other.startswith(f"{m}.") for other in found)}
    return edges


def test_no_import_cycles_lazy_ones_included():
    edges = graph()
    done: set[str] = set()

    def visit(name: str, trail: tuple[str, ...]) -> None:
        assert name not in trail, " -> ".join((*trail[trail.index(name) :], name))
        if name not in done:
            for target in sorted(edges[name]):
                visit(target, (*trail, name))
            done.add(name)

    for name in sorted(edges):
        visit(name, ())


def test_the_executor_set_needs_only_arrow_numpy_and_jsonschema():
    modules = [f"dgov_std.{name}" for name in EXECUTOR]
    modules += [f"dgov_std.{room}.{path.stem}" for room in EXECUTOR[:6] for path in (PACKAGE / room).glob("[!_]*.py")]
    code = (
        "import sys, importlib, pyarrow.compute, numpy, jsonschema, referencing\n"
        "before = set(sys.modules)\n"
        f"for name in {modules!r}: importlib.import_module(name)\n"
        "print(*(set(sys.modules) - before))"
    )
    loaded = python(code).split()
    strangers = {name.partition(".")[0] for name in loaded} - set(sys.stdlib_module_names)
    # The packages above load parts of themselves late.
    assert strangers - {"numpy", "pyarrow", "jsonschema", "referencing"} == {"dgov_std"}
    rooms = {".".join(name.split(".")[1:2]) for name in loaded if name.startswith("dgov_std.")}
    assert rooms - {"arrays", "pointer", "texts"} == {
        "plan",
        "checks",
        "causes",
        "reference",
        "privacy",
        "report",
        "engine",
        "dataset",
        "errors",
        "text",
    }


RUN = "import sys; sys.argv = ['dgov-std', *{arguments!r}]\nfrom dgov_std.cli import main\ntry: main()\nexcept SystemExit: pass\n"


@pytest.mark.parametrize("arguments", [["--version"], ["--help"]])
def test_version_and_help_load_nothing_heavy(arguments: list[str]):
    said = python(RUN.format(arguments=arguments) + "print('LOADED', *sys.modules)")
    loaded = {name.partition(".")[0] for name in said.partition("LOADED")[2].split()}
    assert loaded & {"numpy", "pandas", "pyarrow", "duckdb", "yaml", "jsonschema", "rich", "openpyxl"} == set()


def test_version_starts_quickly(capsys: pytest.CaptureFixture[str]):
    took = []
    for _ in range(5):
        started = time.perf_counter()
        python(RUN.format(arguments=["--version"]))
        took.append(time.perf_counter() - started)
    with capsys.disabled():
        print(f"\ndgov-std --version: {min(took) * 1000:.0f} ms (the bar is 150 ms on a quiet machine)")
    assert min(took) < 0.6


def test_every_public_name_and_every_command_imports():
    code = (
        "import dgov_std, importlib\n"
        "from dgov_std.cli import COMMANDS\n"
        "from dgov_std.render import RENDERERS\n"
        "for name in dgov_std.__all__: getattr(dgov_std, name)\n"
        "for module, _ in COMMANDS.values(): importlib.import_module(module).command\n"
        "for place in RENDERERS.values(): getattr(importlib.import_module(place.split(':')[0]), place.split(':')[1])\n"
    )
    assert python(code) == ""
