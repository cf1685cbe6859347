"""What click says itself: Chinese where this run speaks Chinese, and the compiled catalogue is the one that is read."""

from __future__ import annotations

import gettext
import io
import os
import re
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from rich.cells import cell_len

from dgov_std import __version__
from dgov_std.cli import COMMANDS
from dgov_std.cli.translation import DOMAIN, FOLDER, speak

SOURCE = FOLDER / "zh" / "LC_MESSAGES" / f"{DOMAIN}.po"
PLACEHOLDER = re.compile(r"{[^}]*}")
ENGLISH = re.compile(
    r"\b(no such|invalid|missing|usage|options?:|show (?:this|the)|default:|choose|requires|did you)\b", re.IGNORECASE
)


@pytest.fixture(autouse=True)
def quiet(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setenv("LANGUAGE", "")  # put back afterwards, whatever a run sets
    yield
    speak("en")


def test_the_catalogue_is_compiled() -> None:
    mofile, pofile = pytest.importorskip("babel.messages.mofile"), pytest.importorskip("babel.messages.pofile")
    with SOURCE.open("rb") as file:
        catalogue = pofile.read_po(file, locale="zh", abort_invalid=True)
    made = io.BytesIO()
    mofile.write_mo(made, catalogue)
    compiled = SOURCE.with_suffix(".mo")
    if os.environ.get("DGOV_STD_REWRITE_GOLDEN"):
        compiled.write_bytes(made.getvalue())
    made.seek(0)
    with compiled.open("rb") as file:
        kept = gettext.GNUTranslations(file)
    assert texts(kept) == texts(gettext.GNUTranslations(made))
    assert len(texts(kept)) > 30


def texts(found: gettext.GNUTranslations) -> dict[object, str]:
    return {key: text for key, text in vars(found)["_catalog"].items() if key}


def test_every_gap_of_a_translation_is_one_of_the_sentence() -> None:
    with SOURCE.with_suffix(".mo").open("rb") as file:
        found = texts(gettext.GNUTranslations(file))
    for key, text in found.items():
        said = key if isinstance(key, str) else key[0]  # type: ignore[index]
        plural = said.replace("possibility", "possibilities").replace("{choice}", "{choices}")  # of several
        more = {"{nargs}", "{len}"} if "values" in plural or "argument" in plural else set()
        assert set(PLACEHOLDER.findall(text)) <= {*PLACEHOLDER.findall(plural), *more}, said


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["chekc"], "没有命令“chekc”。是不是 check?"),
        (["Check"], "没有命令“Check”。是不是 check?"),
        (["xyz"], "没有命令“xyz”。dgov-std --help 列出全部命令"),
        (["report", "shw"], "没有命令 'shw' (是不是 'show'?)"),
        (["check", "--fomat", "x"], "没有选项"),
        (["check", "-f", "htm", "a.csv"], "'--format' / '-f' 的值不对: 没有 'htm', 可以写 'terminal', "),
        (["check", "--lang"], "选项 '--lang' 后面缺少值"),
        (["check", "--jobs", "0"], "'--jobs' / '-j' 的值不对: 0 不在 x>=1 之内"),
        (["check", "--jobs", "x"], "'--jobs' / '-j' 的值不对: 'x' 不是数"),
        (["check", "--all=3"], "选项 '--all' 后面不跟值"),
        (["codes", "a", "b", "c", "d"], "多给了参数 (c d)"),
        (["compile"], "缺少参数 'STANDARD'\n"),
        (["check", "--output-dir", __file__], "是文件, 不是文件夹"),
    ],
)
def test_mistakes_are_told_in_the_language_of_the_run(
    run: Callable, monkeypatch: pytest.MonkeyPatch, words: list[str], said: str
) -> None:
    told = run(*words)
    assert (told.code, told.out) == (2, "")
    assert said in told.err
    assert not ENGLISH.search(told.err)
    monkeypatch.setenv("DGOV_STD_LANG", "en")
    english = run(*words)
    assert (english.code, english.out) == (2, "")
    assert not re.search("[\u4e00-\u9fff]", english.err.replace(__file__, "")), english.err


@pytest.mark.parametrize("words", [["--help"], ["check", "--help"], ["codes", "--help"], ["report", "diff", "--help"]])
def test_help_is_of_one_language(words: list[str]) -> None:
    """In processes of their own: what a command says of itself is kept from its first help on."""
    for language, first, last in (("zh", "用法: dgov-std", "显示本说明。"), ("en", "Usage: dgov-std", "Show this message")):
        said = spawn(*words, DGOV_STD_LANG=language)
        assert said.startswith(first)
        assert last in said
        assert bool(ENGLISH.search(said)) == (language == "en"), said


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize("words", [[], *([name] for name in COMMANDS), ["report", "diff"], ["export", "dictionary"]])
def test_help_keeps_to_the_screen(words: list[str], language: str) -> None:
    said = spawn(*words, "--help", DGOV_STD_LANG=language, COLUMNS="80")
    assert [line for line in said.splitlines() if cell_len(line) > 80] == []


def test_the_version_is_the_same_in_every_language() -> None:
    assert (
        spawn("--version", DGOV_STD_LANG="zh")
        == spawn("--version", DGOV_STD_LANG="en")
        == f"dgov-std, version {__version__}\n"
    )


@pytest.mark.parametrize(("out", "err"), [("utf-8", "cp1252"), ("cp1252", "utf-8"), ("cp1252", "cp1252")])
def test_mistakes_are_told_in_what_the_error_stream_can_show(out: str, err: str) -> None:
    told = f"import sys; sys.stdout.reconfigure(encoding={out!r}); sys.stderr.reconfigure(encoding={err!r})"
    command = [sys.executable, "-c", f"{told}; from dgov_std.cli import main; main()", "check", "--froob"]
    environment = os.environ | {"DGOV_STD_LANG": "zh", "PYTHONPATH": os.pathsep.join(sys.path)}
    ran = subprocess.run(command, env=environment, capture_output=True, check=False)
    assert ran.returncode == 2
    assert b"\\u" not in ran.stderr
    assert "No such option" in ran.stderr.decode(err)


def spawn(*words: str, **environment: str) -> str:
    command = [sys.executable, "-m", "dgov_std", *words]
    told = {"PYTHONUTF8": "1", "PYTHONPATH": os.pathsep.join(sys.path), **environment}
    ran = subprocess.run(command, env=os.environ | told, capture_output=True, check=True)
    return ran.stdout.decode().replace("\r\n", "\n")


def test_a_folder_of_the_user_named_locale_is_not_asked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    speak("zh")
    assert gettext.bindtextdomain(DOMAIN) == str(FOLDER)
    assert gettext.gettext("Usage:") == "用法:"
    speak("en")
    assert gettext.gettext("Usage:") == "Usage:"
