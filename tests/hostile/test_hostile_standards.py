"""Hostile standards, schemas, bundles, saved reports and lists: one message, within two seconds and 300 MB; nothing fetched.

Bombs of YAML, one by one: tests/standard/test_yaml_tree.py; paths of code lists: tests/standard/test_codelists.py.
"""

from __future__ import annotations

import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from hostile_run import Ran, bounded, run

HEAD = "kind: standard\nid: s\ntitle: {zh: 标, en: s}\nsource: {standard: t, confidence: high}\n---\n"
ELEMENT = "kind: element\nid: a\ntitle: {zh: 甲, en: a}\nsource: {standard: t, confidence: high}\n"
DATASET = "kind: dataset\nid: d\ntitle: {zh: 表, en: d}\nsource: {standard: t, confidence: high}\nelements: [{use: a}]\n"
LIST = "kind: codelist\nid: l\ntitle: {zh: 表, en: l}\nsource: {standard: t, confidence: high}\nknown_until: 2026-01-01\n"

# Sees whatever Python opens, connects to or starts, and says so on the error stream when something outside is touched.
WATCH = """
import os, sys
def watch(event, arguments):
    outside = event.startswith(("socket.", "urllib", "http", "ftplib", "subprocess", "os.exec", "os.posix_spawn", "os.system"))
    if event == "open" and str(arguments[0]) in ("/etc/passwd", "/etc/hostname", "//host/x"):
        outside = True
    if outside and event not in ("socket.gethostname", "socket.__new__"):
        os.write(2, f"TOUCHED {event} {arguments!r:.200}\\n".encode())
sys.addaudithook(watch)
"""


@pytest.fixture
def data(tmp_path: Path) -> Path:
    path = tmp_path / "a.csv"
    path.write_text("甲,b\n1,2\n", encoding="utf-8")
    return path


def only_told(ran: Ran, lines: int = 25) -> None:
    """Refused with messages, and nothing outside was touched."""
    assert ran.code == 2, ran
    assert ran.out == "", ran
    assert "TOUCHED" not in ran.err, ran
    assert 1 <= len(ran.err.splitlines()) <= lines, ran
    assert "root:" not in ran.err


# ---- YAML ------------------------------------------------------------------------------------

LAUGHS = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{new}: &{new} [{','.join([f'*{old}'] * 9)}]\n" for old, new in zip("abcdefgh", "bcdefghi", strict=True)
)
YAML: dict[str, str] = {
    "laughs": HEAD + LAUGHS,
    "recursive": HEAD + "a: &a [*a]\n",
    "merge": HEAD + "a: &a {x: 1}\nb: {<<: *a}\n",
    "deep-flow": HEAD + "a: " + "[" * 10_000 + "]" * 10_000,
    "deep-block": HEAD + "\n".join(" " * i + "a:" for i in range(5_000)),
    "duplicates": HEAD + "".join(f"a{i % 7}: {i}\n" for i in range(100_000)),
    "scalar": HEAD + ELEMENT + "note: " + "x" * (20 << 20),
    "plain-lines": HEAD + "a:\n" + "  x\n" * 1_000_000,
    "documents": HEAD + "---\n" * 20_000,
    "python": HEAD + ELEMENT + "pattern: !!python/object/apply:os.system ['touch /tmp/evil']\n",
    "anchors": HEAD + "".join(f"a{i}: &a{i} x\n" for i in range(100_000)),
    "unclosed": HEAD + 'a: "' + "x" * 5_000_000,
    "binary": HEAD + "a: \x01\x02\x03",
    "long-key": HEAD + "k" * 1_000_000 + ": 1\n",
    "tabs": HEAD + "\t" * 1_000_000,
}


@pytest.mark.parametrize("command", ["check", "compile", "lint", "test"])
@pytest.mark.parametrize("name", YAML)
def test_bombs_of_yaml(name: str, command: str, data: Path, tmp_path: Path) -> None:
    if command != "check" and name not in {"laughs", "scalar", "deep-flow"}:
        pytest.skip("the other commands load standards alike")
    path = tmp_path / "s.yaml"
    path.write_text(YAML[name], encoding="utf-8")
    arguments = {"check": ["check", data, "-s", path], "compile": ["compile", path, "-o", tmp_path / "out"]}
    ran = bounded(
        *arguments.get(command, [command, path]), standing=WATCH, seconds=3, megabytes=600 if name == "anchors" else 300
    )
    only_told(ran, 55)
    assert "s.yaml:" in ran.err


def test_a_long_list_is_no_bomb(data: Path, tmp_path: Path) -> None:
    codes = "".join(f'  "{n:05d}": {"长" * 330}\n' for n in range(21_000))
    path = tmp_path / "s.yaml"
    path.write_text(HEAD + LIST + "codes:\n" + codes + "---\n" + ELEMENT + "codelist: l\n---\n" + DATASET, encoding="utf-8")
    assert path.stat().st_size > 20_000_000
    assert bounded("check", data, "-s", path, seconds=20, megabytes=1000).code == 1


NESTED = [
    "(a+)+",
    "(a*)*",
    "((a{1,9}){1,9}){1,9}x",
    "(a|a)*(a|a)*" * 60,
    "(" * 100 + "a" + ")" * 100,
    "[" * 400,
    "(?=a)",
    r"(a)\1",
]


@pytest.mark.parametrize("pattern", NESTED)
def test_patterns_that_explode_are_refused_in_yaml(pattern: str, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(HEAD + ELEMENT + f"pattern: {json.dumps(pattern)}\n---\n" + DATASET, encoding="utf-8")
    ran = bounded("check", data, "-s", path)
    assert ran.code in {1, 2}, ran  # some are harmless in RE2, and no other engine is asked


@pytest.mark.parametrize(
    "pattern", [*NESTED, "^(([a-z])+.)+[A-Z]([a-z])+$", "^(a|aa)+$", "(x+x+)+y", "^.*.*.*.*.*.*.*.*=$", "a{1000}{1000}"]
)
def test_patterns_of_a_schema_match_in_linear_time(pattern: str, tmp_path: Path) -> None:
    """Ten thousand characters that a backtracking engine would be at for years."""
    rows = "".join(f"{'a' * 10_000}{i}!\n" for i in range(20))
    (tmp_path / "a.csv").write_text("甲\n" + rows, encoding="utf-8")
    (tmp_path / "s.json").write_text(
        json.dumps({"type": "object", "properties": {"甲": {"type": "string", "pattern": pattern}}}), encoding="utf-8"
    )
    ran = bounded("check", tmp_path / "a.csv", "--schema", tmp_path / "s.json")
    assert ran.code in {0, 1, 2}, ran  # what is matched linearly need not be refused


OUTSIDE = ["../x.csv", "/etc/passwd", "a/../../x.csv", "C:\\x.csv", "C:x.csv", "\\\\host\\share\\x.csv", "//host/x", "http://192.0.2.1/x",
           "file:///etc/passwd", "x\0.csv", "link.csv", "LINK.CSV/../../x.csv", "~/x.csv", "..", ".", "", "/dev/stdin"]  # fmt: skip


@pytest.mark.parametrize("written", OUTSIDE)
def test_files_outside_the_standard_are_not_read(written: str, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "s"
    folder.mkdir()
    (tmp_path / "x.csv").write_text("code,name\nSECRET,root:\n", encoding="utf-8")
    if os.name == "posix":
        (folder / "link.csv").symlink_to("/etc/passwd")
    text = HEAD + LIST + f"file: {json.dumps(written)}\n---\n" + ELEMENT + "codelist: l\n---\n" + DATASET
    (folder / "s.yaml").write_text(text, encoding="utf-8")
    ran = bounded("check", data, "-s", folder, standing=WATCH)
    only_told(ran)
    assert "SECRET" not in ran.err


@pytest.mark.parametrize("parent", ["../../etc", "/etc", "http://192.0.2.1/s", "..", "a/b", "C:\\s", "s"])
def test_parents_are_ids_not_paths(parent: str, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    path.write_text(
        HEAD.replace("---\n", f"extends: [{json.dumps(parent)}]\n---\n") + ELEMENT + "---\n" + DATASET, encoding="utf-8"
    )
    only_told(bounded("check", data, "-s", path, standing=WATCH))


EXPRESSIONS = [
    "__import__('os').system('x')",
    "9**9**9",
    "a.__class__",
    "{{7*7}}",
    "[x for x in ()]",
    "lambda: 0",
    "'a'*10**9",
    "a < b",
]


@pytest.mark.parametrize("text", EXPRESSIONS)
def test_there_are_no_expressions(text: str, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.yaml"
    rules = f"rules:\n  - {{id: r, title: {{zh: 甲, en: a}}, compare: {json.dumps(text)}}}\n"
    path.write_text(HEAD + ELEMENT + "---\n" + DATASET + rules, encoding="utf-8")
    only_told(bounded("check", data, "-s", path, standing=WATCH))
    data.write_text(f"甲\n{text}\n", encoding="utf-8")
    path.write_text(HEAD + ELEMENT + "---\n" + DATASET, encoding="utf-8")
    assert bounded("check", data, "-s", path, standing=WATCH).code == 0


# ---- JSON Schema -----------------------------------------------------------------------------


def nested(depth: int, word: str = "not") -> str:
    return '{"type":"object","properties":{"a":' + f'{{"{word}":' * depth + "{}" + "}" * depth + "}}"


def doubling(levels: int) -> dict[str, Any]:
    return {f"d{i}": {"allOf": [{"$ref": f"#/$defs/d{i + 1}"}] * 10} for i in range(levels)} | {f"d{levels}": {}}


REMOTE = ["http://169.254.169.254/latest", "https://192.0.2.1/x", "file:///etc/passwd", "//host/x", "/etc/passwd", "../x.json", "x.json", "ftp://x/y",
          "urn:x:y", "data:application/json,{}", "jar:file:///x!/y", "\\\\host\\x"]  # fmt: skip


@pytest.mark.parametrize("word", ["$ref", "$dynamicRef", "$schema", "$id"])
@pytest.mark.parametrize("target", REMOTE)
def test_nothing_is_fetched(word: str, target: str, data: Path, tmp_path: Path) -> None:
    if word != "$ref" and target not in REMOTE[:4]:
        pytest.skip("one of each kind is enough")
    path = tmp_path / "s.json"
    inner: dict[str, Any] = {"properties": {"甲": {word: target}}}
    document = {**inner, word: target} if word in {"$schema", "$id"} else inner
    path.write_text(json.dumps({"type": "object", **document}), encoding="utf-8")
    ran = bounded("check", data, "--schema", path, standing=WATCH)
    assert "TOUCHED" not in ran.err, ran
    assert ran.code in ({0, 1, 2} if word == "$id" else {2}), ran  # an id names, it leads nowhere


SCHEMAS: dict[str, Callable[[], str]] = {
    "deep": lambda: nested(10_000),
    "deeper": lambda: nested(500_000),
    "brackets": lambda: "[" * 2_000_000,
    "doubling": lambda: json.dumps({"properties": {"a": {"$ref": "#/$defs/d0"}}, "$defs": doubling(30)}),
    "circle": lambda: json.dumps({"properties": {"a": {"$ref": "#/$defs/a"}}, "$defs": {"a": {"$ref": "#/$defs/a"}}}),
    "itself": lambda: json.dumps({"$ref": "#"}),
    "number": lambda: '{"properties":{"a":{"minimum":' + "9" * 5_000_000 + "}}}",
    "exponent": lambda: '{"properties":{"a":{"multipleOf":1e-999999999}}}',
    "exponent-large": lambda: '{"properties":{"a":{"minimum":1e999999999}}}',
    "lengths": lambda: '{"properties":{"a":{"maxLength":1e400,"minLength":-1}}}',
    "nan": lambda: '{"properties":{"a":{"const":NaN}}}',
    "surrogate": lambda: '{"properties":{"\\ud800":{"const":"\\udfff"}}}',
    "twice": lambda: '{"properties":{"a":{},"a":{"not":{}}}}',
    "pointer": lambda: json.dumps({"properties": {"a": {"$ref": "#/" + "a/" * 100_000}}}),
    "enum": lambda: json.dumps({"properties": {"a": {"enum": [f"{i:07}" for i in range(1_000_000)]}}}),
    "properties": lambda: json.dumps({"properties": {f"p{i}": {"pattern": f"^a{i}$"} for i in range(20_000)}}),
    "pattern": lambda: json.dumps({"properties": {"a": {"pattern": "(" * 5000 + "a" + ")" * 5000}}}),
    "repeat": lambda: json.dumps({"properties": {"a": {"pattern": "((a{1000}){1000}){1000}"}}}),
    "classes": lambda: json.dumps({"properties": {"a": {"pattern": "[" + "a-z" * 100_000 + "]"}}}),
    "names": lambda: json.dumps({"patternProperties": {"(a+)+$" * 100: {"type": "string"}}}),
    "utf16": lambda: "\ufeff" + json.dumps({"type": "object"}),
    "html": lambda: "<html>",
    "empty": lambda: "",
    "nothing": lambda: "null",
    "table-schema": lambda: json.dumps({"fields": [{"name": f"f{i}", "type": "string"} for i in range(50_000)]}),
    "path": lambda: json.dumps({"resources": [{"path": "/etc/passwd", "schema": "/etc/passwd"}]}),
    "profile": lambda: json.dumps({"profile": "http://192.0.2.1/p.json", "fields": [{"name": "a"}]}),
    "foreign-key": lambda: json.dumps(
        {
            "fields": [{"name": "甲"}],
            "foreignKeys": [{"fields": "甲", "reference": {"resource": "/etc/passwd", "fields": "a"}}],
        }
    ),
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_schemas(name: str, data: Path, tmp_path: Path) -> None:
    path = tmp_path / "s.json"
    path.write_text(SCHEMAS[name](), encoding="utf-8")
    ran = bounded("check", data, "--schema", path, standing=WATCH, seconds=4, megabytes=400)
    assert "TOUCHED" not in ran.err, ran
    assert "root:" not in ran.err
    assert len(ran.err) < 5000, ran.err[:1000]
    assert ran.out == "" or ran.code != 2


# ---- bundles, reports, lists, tables, metadata -------------------------------------------------


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A bundle and a saved report of ours."""
    folder = tmp_path_factory.mktemp("made")
    (folder / "s.yaml").write_text(HEAD + ELEMENT + "pattern: '[0-9]'\n---\n" + DATASET, encoding="utf-8")
    (folder / "a.csv").write_text("甲\n1\nx\n", encoding="utf-8")
    assert run("compile", folder / "s.yaml", "-o", folder / "out").code == 0
    assert run("check", folder / "a.csv", "-s", folder / "s.yaml", "-o", folder / "r.json").code == 1
    return folder


def changes(value: Any, path: tuple[Any, ...] = ()) -> list[tuple[Any, ...]]:
    """Where a value may be replaced, from the top on, not too deep."""
    found = [path]
    if len(path) < 5:
        inner = value.items() if isinstance(value, dict) else enumerate(value[:1]) if isinstance(value, list) else ()
        for key, each in inner:
            found += changes(each, (*path, key))
    return found


def replaced(value: Any, path: tuple[Any, ...], new: Any) -> Any:
    if not path:
        return new
    copy = dict(value) if isinstance(value, dict) else list(value)
    copy[path[0]] = replaced(value[path[0]], path[1:], new)
    return copy


STRANGE: list[Any] = [None, 7, "x", [], {}, [[]], -1, 10**30, "<script>", True]
MANY_AT_ONCE = """
import json, sys
from pathlib import Path
from dgov_std.cli.group import main_group
from dgov_std.cli.shell import run
sys.argv = ["dgov-std"]
for line in Path({list!r}).read_text(encoding="utf-8").splitlines():
    arguments, file, text = json.loads(line)
    Path(file).write_text(text, encoding="utf-8")
    print("CODE", run(main_group, arguments), flush=True)
sys.exit(0)
"""


def all_of(cases: list[tuple[list[str], Path, str]], folder: Path) -> Ran:
    """Run many commands in one process, each after its file was written."""
    (folder / "cases").write_text("".join(json.dumps([a, str(f), t]) + "\n" for a, f, t in cases), encoding="utf-8")
    ran = run("--version", standing=WATCH + MANY_AT_ONCE.format(list=str(folder / "cases")))
    codes = [int(line.split()[1]) for line in ran.out.splitlines() if line.startswith("CODE ")]
    assert len(codes) == len(cases), ran.err[-2000:]
    assert set(codes) <= {0, 1, 2, 3}
    for bad in ("Traceback", "TOUCHED", "程序内部出错"):
        assert bad not in ran.err + ran.out, (ran.err + ran.out)[-1500:]
    return ran


def test_a_report_that_was_tampered_with(made: Path, tmp_path: Path) -> None:
    """Whatever stands in a saved report: it is shown, or refused in words."""
    report = json.loads((made / "r.json").read_bytes())
    file = tmp_path / "r.json"
    shown = ["report", "render", str(file), "-f", "html", "-o", str(tmp_path / "o.html")]
    places = changes(report)
    cases = [(shown, file, json.dumps(replaced(report, path, STRANGE[i % len(STRANGE)]))) for i, path in enumerate(places)]
    cases += [(["report", "show", str(file)], file, json.dumps(replaced(report, path, STRANGE[(i * 7 + 3) % len(STRANGE)]))) for i, path in enumerate(places)]  # fmt: skip
    all_of(cases, tmp_path)


def test_a_bundle_that_was_tampered_with(made: Path, data: Path, tmp_path: Path) -> None:
    bundles = [path for path in (made / "out").rglob("*.json") if "binding" in path.read_text(encoding="utf-8")]
    assert bundles
    bundle = json.loads(bundles[0].read_bytes())
    file = tmp_path / bundles[0].name
    arguments = ["check", str(data), "-s", str(file)]
    places = changes(bundle)
    all_of(
        [(arguments, file, json.dumps(replaced(bundle, path, STRANGE[i % len(STRANGE)]))) for i, path in enumerate(places)],
        tmp_path,
    )


REPORTS = {
    "empty": b"",
    "brackets": b"[" * 1_000_000,
    "deep": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
    "number": b'{"findings":' + b"1" * 1_000_000 + b"}",
    "large": b'{"a":"' + b"x" * (50 << 20) + b'"}',
    "nul": b"\0" * 1000,
    "utf32": "{}".encode("utf-32"),
    "list": b"[]",
}


@pytest.mark.parametrize("name", REPORTS)
def test_files_that_are_no_reports(name: str, tmp_path: Path) -> None:
    path = tmp_path / "r.json"
    path.write_bytes(REPORTS[name])
    only_told(bounded("report", "render", path, standing=WATCH), 2)
    only_told(bounded("report", "show", path), 2)


@pytest.mark.parametrize("name", REPORTS)
def test_files_that_are_no_metadata(name: str, data: Path, tmp_path: Path) -> None:
    (tmp_path / "m.json").write_bytes(REPORTS[name])
    ran = bounded("check", data, "-s", "licence-publicity", "--metadata", tmp_path / "m.json", seconds=6)
    assert ran.code in {1, 2}, ran
    assert len(ran.err) < 2000, ran.err[:500]


LISTS = {
    "nul": b"code,name\n1,\0\n",
    "quote": b'code,name\n"1,2\n' * 1000,
    "wide": b"code," * 100_000 + b"\n",
    "long": b"code,name\n" + b"1," + b"x" * (20 << 20) + b"\n",
    "rows": b"code,name\n" + b"2026-01-01,x\n" * 1_000_000,
    "bytes": bytes(range(256)) * 100,
    "book": b"PK\x03\x04" + bytes(1000),
    "empty": b"",
}
CALENDAR = LIST.replace("known_until: 2026-01-01\n", "") + "external: true\n"


@pytest.mark.parametrize("name", LISTS)
def test_code_lists_given_from_outside(name: str, data: Path, tmp_path: Path) -> None:
    (tmp_path / "s.yaml").write_text(HEAD + CALENDAR + "---\n" + ELEMENT + "codelist: l\n---\n" + DATASET, encoding="utf-8")
    (tmp_path / "l.csv").write_bytes(LISTS[name])
    ran = bounded(
        "check", data, "-s", tmp_path / "s.yaml", "--codelist", f"l={tmp_path / 'l.csv'}", seconds=6, megabytes=700
    )
    assert ran.code in {0, 1, 2}, ran
    assert len(ran.err) < 20_000


@pytest.mark.parametrize("name", LISTS)
def test_tables_that_are_referred_to(name: str, data: Path, tmp_path: Path) -> None:
    document = {
        "fields": [{"name": "甲"}, {"name": "b"}],
        "foreignKeys": [{"fields": "甲", "reference": {"resource": "t", "fields": "code"}}],
    }
    (tmp_path / "s.json").write_text(json.dumps(document), encoding="utf-8")
    (tmp_path / "t.csv").write_bytes(LISTS[name])
    ran = bounded("check", data, "--schema", tmp_path / "s.json", "--reference", f"t={tmp_path / 't.csv'}", seconds=4)
    assert ran.code in {0, 1, 2}, ran
    assert len(ran.err.splitlines()) <= 1


ODD_ARGUMENTS = [
    ["check", "\udcff.csv"], ["check", "a" * 5000], ["check", "x\0y"], ["check", "--sheet", "=1+1", "a.csv"], ["check", "a.csv", "--encoding", "../x"],
    ["check", "a.csv", "--encoding", "zip"], ["check", "a.csv", "--encoding", "idna"], ["check", "a.csv", "--encoding", "unicode_escape"],
    ["check", "a.csv", "--encoding", "raw_unicode_escape"], ["check", "a.csv", "--encoding", "undefined"], ["check", "a.csv", "--encoding", "utf-7"],
    ["check", "a.csv", "--encoding", "\0"], ["check", "a.csv", "--encoding", "punycode"], ["check", "a.csv", "--delimiter", ""],
    ["check", "a.csv", "--delimiter", '"'], ["check", "a.csv", "--delimiter", "\n"], ["check", "a.csv", "--header-row", "99999999999"],
    ["check", "a.csv", "-s", "../../../etc/passwd"], ["check", "a.csv", "-s", "http://192.0.2.1/x"], ["check", "a.csv", "--reference", "=x"],
    ["check", "a.csv", "--reference", "a=/etc/passwd"], ["check", "a.csv", "--codelist", "../x=/etc/passwd"], ["report", "show", "../../../etc/passwd"],
    ["explain", "../../etc/passwd"], ["codes", "../../etc/passwd"], ["schema", "../x"], ["check", "a.csv", "--as-of", "0000-00-00"],
    ["check", "a.csv", "--dataset", "../x"], ["check", "*" * 2000], ["check", "[" * 2000], ["check", "a.csv", "-j", "99999999"],
]  # fmt: skip


@pytest.mark.parametrize(
    "arguments",
    ODD_ARGUMENTS,
    ids=lambda each: " ".join(each).encode("ascii", "backslashreplace").decode()[:60].replace("\0", "0"),
)
def test_odd_arguments(arguments: list[str], tmp_path: Path) -> None:
    (tmp_path / "a.csv").write_text("a,b\n1,2\n", encoding="utf-8")
    if any("\0" in each for each in arguments):
        pytest.skip("no system takes a NUL in an argument")
    ran = bounded(*arguments, folder=tmp_path, standing=WATCH, seconds=4)
    assert "TOUCHED" not in ran.err, ran
    assert "root:" not in ran.err + ran.out
