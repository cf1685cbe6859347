"""Load a standard: its files, its documents, the standards it extends; every mistake in one run."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dgov_std import lfs
from dgov_std.errors import StandardError
from dgov_std.standard.codelists import build_codelist
from dgov_std.standard.composition import Built, Documents, compose, inherit
from dgov_std.standard.datasets import Manifest, build_dataset, build_manifest
from dgov_std.standard.element_rules import with_element_rules
from dgov_std.standard.elements import build_element
from dgov_std.standard.grading import build_classification, check_impacts
from dgov_std.standard.identifiers import build_identifier
from dgov_std.standard.ledger import KIND_WORDS, Ledger
from dgov_std.standard.mappings import build_mapping
from dgov_std.standard.metadata import build_description, build_naming
from dgov_std.standard.model import Head, Mark, Source, Standard
from dgov_std.standard.problems import Problems, did_you_mean, shown
from dgov_std.standard.qualities import build_quality, weighted
from dgov_std.standard.references import check_references
from dgov_std.standard.schemas import KINDS, resolved_schema
from dgov_std.standard.semantics import check_semantics
from dgov_std.standard.shape import shape_document
from dgov_std.standard.yaml_tree import Scalar, Tree, parse_yaml
from dgov_std.text import Text

MAX_FILES = 5_000
_SUFFIXES = (".yaml", ".yml")
_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*\Z")

_BUILDERS: Mapping[str, Callable[[Ledger, Tree], Any]] = {
    "standard": build_manifest,
    "element": build_element,
    "identifier": build_identifier,
    "codelist": build_codelist,
    "naming": build_naming,
    "classification": build_classification,
    "description": build_description,
    "dataset": build_dataset,
    "quality": build_quality,
    "mapping": build_mapping,
}


def load_standard(folder: Path, *, search: Sequence[Path] = ()) -> Standard:
    """Return the standard in `folder` (every `*.yaml` below it), or in one YAML file.

    Args:
        folder: the standard's folder, or a single file that holds all of it.
        search: folders that hold other standards, each in a folder or file named after its id; the
            standards it extends are looked up there, then beside `folder`.

    Raises:
        StandardError: with every mistake of all files, in the order of file and line.
    """
    return load_standards([folder], search=search)[0]


def load_standards(folders: Sequence[Path], *, search: Sequence[Path] = ()) -> list[Standard]:
    """Return several standards as `load_standard` does one; what they extend in common is read once.

    Raises:
        StandardError: with every mistake of all of them.
    """
    loader = _Loader(tuple(search))
    loaded = [loader.load(folder) for folder in folders]
    if loader.problems.found:
        raise StandardError(*loader.problems.in_order(loader.files))
    return [each.value for each in loaded]


@dataclass(frozen=True, slots=True)
class _Loaded:
    """A standard with its documents; `complete` when none of them had to be left out."""

    value: Standard
    documents: Documents
    complete: bool


@dataclass(slots=True)
class _Draft:
    """The documents of one standard while they are read."""

    ledger: Ledger
    manifests: list[tuple[Manifest, Mark]] = field(default_factory=list)
    own: dict[str, dict[str, Built]] = field(default_factory=dict)
    lost: set[str] = field(default_factory=set)
    broken: set[tuple[str, str]] = field(default_factory=set)
    parents_lost: bool = False


@dataclass(frozen=True, slots=True)
class _Read:
    """A standard without mistakes: the digest of its files when it was read, and the folders of what it extends."""

    contents: str
    parents: tuple[Path, ...]
    loaded: _Loaded


# By folder: what everything else extends is read once in a process, however often it is asked for.
_READ: dict[str, _Read] = {}
_MOST_READ = 24


def _contents(folder: Path) -> str:
    """Return a digest of every file a standard may be made of."""
    digest = hashlib.sha256()
    for path in sorted(folder.rglob("*")):
        if path.suffix.lower() in (*_SUFFIXES, ".csv") and path.is_file():
            try:
                data = path.read_bytes()
            except OSError:
                return ""
            digest.update(f"{path.relative_to(folder)}\0{len(data)}\0".encode())
            digest.update(data)
    return digest.hexdigest()


class _Loader:
    """Loads a standard and its parents, each once."""

    __slots__ = ("_cache", "_chain", "_circular", "_digests", "_search", "files", "problems")

    def __init__(self, search: tuple[Path, ...]) -> None:
        self._search = search
        self._cache: dict[Path, _Loaded] = {}
        self._chain: list[Path] = []
        self._digests: dict[Path, str] = {}
        self._circular = False
        self.problems = Problems()
        self.files: list[str] = []

    def load(self, folder: Path) -> _Loaded:
        """Return the standard, complete as far as its mistakes allow."""
        resolved = folder.resolve()
        if resolved in self._cache:
            return self._cache[resolved]
        single = folder.is_file()
        if not single and self._is_known(folder):
            return self._cache.setdefault(resolved, _READ[str(folder)].loaded)
        before = len(self.problems.found)
        self._chain.append(resolved)
        draft = _Draft(Ledger(folder.parent if single else folder, self.problems))
        self._read(folder, draft, single=single)
        loaded = self._assemble(folder, draft, self._manifest(folder, draft), single=single)
        self._chain.pop()
        self._cache[resolved] = loaded
        parents = tuple(self._find(name, folder, single=False) for name in loaded.value.extends)
        if not single and len(self.problems.found) == before and all(path and str(path) in _READ for path in parents):
            if len(_READ) >= _MOST_READ:
                _READ.pop(next(iter(_READ)))
            _READ[str(folder)] = _Read(self._digest(folder), tuple(path for path in parents if path), loaded)
        return loaded

    def _is_known(self, folder: Path) -> bool:
        """Return whether a standard was read before in this process, and neither it nor what it extends has changed."""
        known = _READ.get(str(folder))
        if known is None or self._circular or known.contents != self._digest(folder):
            return False
        found = tuple(self._find(name, folder, single=False) for name in known.loaded.value.extends)
        return found == known.parents and all(self._is_known(path) for path in known.parents)

    def _digest(self, folder: Path) -> str:
        if folder not in self._digests:
            self._digests[folder] = _contents(folder)
        return self._digests[folder]

    def _read(self, folder: Path, draft: _Draft, *, single: bool) -> None:
        for path in [folder] if single else self._yaml_files(folder):
            self.files.append(str(path))
            try:
                data = path.read_bytes()
            except OSError:
                self.problems.add(
                    _whole(path),
                    Text("无法读取这个文件", "the file cannot be read"),
                    Text("请检查文件权限", "Look at its permissions."),
                )
                continue
            if lfs.is_pointer(data):
                self.problems.add(_whole(path), lfs.WHAT, lfs.TODO)
                continue
            documents, lost = parse_yaml(data, str(path), self.problems)
            draft.lost |= lost
            for document in documents:
                self._build(document, draft)

    def _yaml_files(self, folder: Path) -> list[Path]:
        if not folder.is_dir():
            self.problems.add(
                _whole(folder),
                Text("没有这个文件夹", "there is no such folder"),
                Text("请检查路径", "Look at the path."),
            )
            return []
        root = folder.resolve()
        found = []
        for path in sorted(folder.rglob("*"), key=lambda path: path.relative_to(folder).parts):
            inner = path.relative_to(folder)
            if (
                path.suffix.lower() not in _SUFFIXES
                or any(part.startswith(".") for part in inner.parts)
                or not path.is_file()
            ):
                continue
            if not path.resolve().is_relative_to(root):
                self.problems.add(
                    _whole(path),
                    Text("这个文件是通向文件夹之外的链接", "the file is a link that leads out of the folder"),
                    Text("请换成文件本身", "Replace it by the file itself."),
                )
                continue
            found.append(path)
        if len(found) > MAX_FILES:
            self.problems.add(
                _whole(folder),
                Text(f"YAML 文件超过 {MAX_FILES:,} 个", f"more than {MAX_FILES:,} YAML files"),
                Text("请检查路径", "Look at the path."),
            )
            return []
        return found

    def _build(self, document: Tree, draft: _Draft) -> None:
        name = document.entries.get("id")
        kind = self._kind(document)
        if kind is None:
            if isinstance(name, Scalar):
                draft.lost.add(name.text)
            return
        before = len(self.problems.found)
        shaped = shape_document(document, resolved_schema(kind), self.problems)
        if "id" not in shaped.entries and isinstance(name, Scalar):
            draft.lost.add(name.text)
        value = _BUILDERS[kind](draft.ledger, shaped)
        if isinstance(value, Manifest):
            written = document.entries.get("extends")
            draft.parents_lost = written is not None and len(value.extends) != len(getattr(written, "items", ()))
            draft.manifests.append((value, document.mark))
            return
        known = draft.own.setdefault(kind, {})
        own = value.head.id
        if not own:
            return
        if own in known:
            first = known[own].tree.mark
            self.problems.add(
                document.mark,
                Text(
                    f"{KIND_WORDS[kind].zh}“{own}”定义了两次，第一次在 {first}",
                    f'the {KIND_WORDS[kind].en} "{own}" is defined twice, first at {first}',
                ),
                Text("请删去其中一个，或换标识", "Delete one of them, or rename it."),
            )
            return
        known[own] = Built(value, shaped)
        if len(self.problems.found) > before:
            draft.broken.add((kind, own))

    def _kind(self, document: Tree) -> str | None:
        node = document.entries.get("kind")
        known = Text(f"可用：{'、'.join(KINDS)}", f"Use one of {', '.join(KINDS)}.")
        if node is None:
            self.problems.add(document.mark, Text("缺少键“kind”", 'the key "kind" is missing'), known)
            return None
        if isinstance(node, Scalar) and node.text in KINDS:
            return node.text
        written = shown(node.text) if isinstance(node, Scalar) else "…"
        self.problems.add(
            node.mark,
            Text(f"不认识的 kind“{written}”", f'unknown kind "{written}"'),
            did_you_mean(written, KINDS, known),
        )
        return None

    def _manifest(self, folder: Path, draft: _Draft) -> Manifest | None:
        if not draft.manifests:
            if not draft.lost and folder.exists():
                self.problems.add(
                    _whole(folder),
                    Text("没有 kind: standard 的文档", "there is no document of kind: standard"),
                    Text("每个标准恰好要有一份", "A standard has exactly one."),
                )
            return None
        manifest, first = draft.manifests[0]
        for _, mark in draft.manifests[1:]:
            self.problems.add(
                mark,
                Text(
                    f"kind: standard 有两份，第一份在 {first}",
                    f"there are two documents of kind: standard, the first at {first}",
                ),
                Text("请把标准分到各自的文件夹", "Put each standard into a folder of its own."),
            )
        return manifest

    def _parents(self, folder: Path, manifest: Manifest | None, *, single: bool) -> list[tuple[str, _Loaded | None, Mark]]:
        parents: list[tuple[str, _Loaded | None, Mark]] = []
        for name, mark in manifest.extends if manifest else ():
            path = self._find(name, folder, single=single)
            if path is None:
                self.problems.add(
                    mark,
                    Text(
                        f"找不到上级标准“{shown(name)}”",
                        f'the standard "{shown(name)}" that this one extends is not found',
                    ),
                    Text(
                        "请把它的文件夹放在本标准旁边，文件夹名与 id 相同",
                        "Put its folder, named after its id, beside this one.",
                    ),
                )
            elif path.resolve() in self._chain:
                self.problems.add(
                    mark,
                    Text(
                        f"标准互相扩展：又回到“{shown(name)}”",
                        f'standards extend each other: back at "{shown(name)}"',
                    ),
                    Text("请去掉其中一个 extends", "Remove one extends."),
                )
                self._circular, path = True, None
            parents.append((name, None if path is None else self.load(path), mark))
        return parents

    def _find(self, name: str, folder: Path, *, single: bool) -> Path | None:
        if not _ID.match(name):  # nothing that could walk out of the search folders
            return None
        beside = folder.parent if folder.name not in {"", ".."} else folder.resolve().parent
        for place in (*self._search, beside, *([beside.parent] if single else [])):
            for path in (place / name, *(place / f"{name}{suffix}" for suffix in _SUFFIXES)):
                if path.is_dir() or (path.suffix and path.is_file()):
                    return path
        return None

    def _assemble(self, folder: Path, draft: _Draft, manifest: Manifest | None, *, single: bool) -> _Loaded:
        parents = self._parents(folder, manifest, single=single)
        # in a circle nothing is the base of anything: each standard is looked at alone
        found = [(parent, mark) for _, parent, mark in parents if parent is not None and not self._circular]
        complete = not draft.parents_lost and len(found) == len(parents) and all(p.complete for p, _ in found)
        complete = complete and (manifest is not None or not draft.lost)
        inherited = inherit(draft.ledger, [(parent.documents, mark) for parent, mark in found])
        documents = compose(draft.ledger, draft.own, inherited, complete=complete)
        for name in draft.own.get("quality", ()):
            models = documents["quality"]
            models[name] = weighted(draft.ledger, models[name], models)
        standard = _standard(manifest, documents, [parent.value for parent, _ in found], draft, folder)
        if complete:
            check_references(draft.ledger, documents, standard.classification, draft.lost, draft.broken)
        own = {kind: list(values) for kind, values in draft.own.items()}
        check_impacts(draft.ledger, standard, own.get("element", ()), draft.broken)
        check_semantics(draft.ledger, documents, own, draft.broken)
        return _Loaded(standard, documents, complete and not draft.lost)


def _whole(path: Path) -> Mark:
    return Mark(str(path), 0, 0)


def _standard(
    manifest: Manifest | None, documents: Documents, parents: list[Standard], draft: _Draft, folder: Path
) -> Standard:
    if manifest is None:
        head = Head("standard", "", Text("", ""), _whole(folder), Source())
        manifest = Manifest(head, None, (), (), None, None, None, ())
    own = tuple(draft.own.get("dataset", ()))
    order = manifest.datasets or tuple(dict.fromkeys(own + tuple(n for p in parents for n in p.dataset_order)))

    elements = documents.get("element", {})

    def applied(kind: str) -> Any:
        named = [getattr(part, kind) for part in (manifest, *parents)]
        return next((name for name in named if name), None)

    return Standard(
        head=manifest.head,
        authority=manifest.authority,
        extends=tuple(name for name, _ in manifest.extends),
        dataset_order=order,
        naming=applied("naming"),
        description=applied("description"),
        classification=applied("classification"),
        quality=applied("quality") or (),
        elements=elements,
        identifiers=documents.get("identifier", {}),
        codelists=documents.get("codelist", {}),
        namings=documents.get("naming", {}),
        classifications=documents.get("classification", {}),
        descriptions=documents.get("description", {}),
        datasets={name: with_element_rules(each, elements) for name, each in documents.get("dataset", {}).items()},
        qualities=documents.get("quality", {}),
        mappings=documents.get("mapping", {}),
    )
