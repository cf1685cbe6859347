"""Code lists beside the bundle: the same bundle once read, and nothing is read from elsewhere."""

import hashlib
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import dgov_std
from dgov_std.api.codelists import externalise, internalise
from dgov_std.api.compilation import compiled_files
from dgov_std.api.library import read_bundle

PERSONS = "administrative-licence-person"
GOOD = Path(__file__).resolve().parents[2] / "examples" / "licences" / "good-persons.csv"


@pytest.fixture(scope="module")
def compiled(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("compiled")
    (folder / "codelists").mkdir()
    for name, data in compiled_files("licence-publicity", external=True):
        (folder / name).write_bytes(data)
    return folder


@pytest.fixture
def folder(compiled: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(compiled, tmp_path / "std"))


def told(folder: Path) -> tuple[Path, dict[str, Any], dict[str, Any]]:
    """The bundle's path, the bundle, and what it says about its one external list."""
    path = folder / f"{PERSONS}.bundle.json"
    bundle = json.loads(path.read_bytes())
    external = [entry["rows"] for entry in bundle["codelists"].values() if isinstance(entry["rows"], dict)]
    return path, bundle, external[0]


def refusal(path: Path) -> str:
    with pytest.raises(dgov_std.StandardError) as caught:
        read_bundle(path)
    (problem,) = caught.value.problems
    return problem.what.en


def test_the_same_bundle_comes_back(folder: Path) -> None:
    inline = dgov_std.compile_bundle("licence-publicity", PERSONS)
    assert read_bundle(folder / f"{PERSONS}.bundle.json") == inline
    reports = [dgov_std.check(GOOD, standard=bundle) for bundle in (inline, folder / f"{PERSONS}.bundle.json")]
    assert reports[0].to_json() == reports[1].to_json()


def test_files_are_named_by_their_hash_and_written_once(compiled: Path) -> None:
    files = list((compiled / "codelists").iterdir())
    assert sorted(file.name.split(".")[0] for file in files) == ["citizen-region", "registration-region"]
    assert all(file.name.split(".")[1] == hashlib.sha256(file.read_bytes()).hexdigest()[:16] for file in files)
    names = [name for name, _ in compiled_files("licence-publicity", external=True)]
    assert len(names) == len(set(names)) == 10


def test_small_lists_stay() -> None:
    bundle = {"codelists": {"a": {"rows": [["1"], ["2"]]}, "b": {"rows": [["1"]]}}}
    outside, files = externalise(bundle, over=1)
    assert [isinstance(entry["rows"], dict) for entry in outside["codelists"].values()] == [True, False]
    assert list(files.values()) == [b'[["1"],["2"]]\n']
    assert bundle["codelists"]["a"]["rows"] == [["1"], ["2"]]


def test_a_missing_file(folder: Path) -> None:
    shutil.rmtree(folder / "codelists")
    assert refusal(told(folder)[0]) == "the code list file is missing"


def test_an_altered_file(folder: Path) -> None:
    path, _, entry = told(folder)
    file = folder / "codelists" / entry["external"]
    file.write_bytes(file.read_bytes().replace("北京市".encode(), "南京市".encode(), 1))
    assert refusal(path) == "the code list file was altered"


@pytest.mark.parametrize(
    "name",
    ["../x.0123456789abcdef.json", "/etc/passwd", "a/x.0123456789abcdef.json", "..", "", "x.json", "C:x.0123456789abcdef.json",
     "a\\x.0123456789abcdef.json", "x.0123456789abcdef.json\n", None, 7],
)  # fmt: skip
def test_a_name_that_leads_elsewhere(folder: Path, name: Any) -> None:
    path, bundle, entry = told(folder)
    entry["external"] = name
    path.write_text(json.dumps(bundle), encoding="utf-8")
    assert refusal(path) == "this is no name of a code list file"


def test_a_link_that_leads_elsewhere(folder: Path, tmp_path: Path) -> None:
    path, _, entry = told(folder)
    file = folder / "codelists" / entry["external"]
    file.rename(tmp_path / "elsewhere.json")
    file.symlink_to(tmp_path / "elsewhere.json")
    assert refusal(path) == "the code list file is not beside the bundle"
    file.unlink()
    (folder / "codelists").rename(tmp_path / "lists")
    (folder / "codelists").symlink_to(tmp_path / "lists")
    assert refusal(path) == "the code list file is not beside the bundle"


@pytest.mark.parametrize("content", [b"{}", b"[" * 100_000, b"no JSON"])
def test_a_file_that_is_no_list(folder: Path, content: bytes) -> None:
    path, bundle, entry = told(folder)
    (folder / "codelists" / entry["external"]).write_bytes(content)
    entry["sha256"] = hashlib.sha256(content).hexdigest()
    path.write_text(json.dumps(bundle), encoding="utf-8")
    assert refusal(path) == "the code list file holds no code list"


def test_a_bundle_in_memory_lies_in_no_folder(folder: Path) -> None:
    _, bundle, _ = told(folder)
    with pytest.raises(dgov_std.StandardError, match="is not in the bundle but in a file beside it"):
        dgov_std.check(GOOD, standard=bundle)
    assert dgov_std.check(GOOD, standard=internalise(bundle, folder)).verdict == "pass"
