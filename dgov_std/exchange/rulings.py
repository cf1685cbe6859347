"""Row rules, keys, references and groups in plain words."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dgov_std.exchange.speech import Speech
from dgov_std.report.visible import visible
from dgov_std.standard.model import Count, Dataset, Facet, Group, Key, Reference
from dgov_std.standard.row_rules import RowRule, Test
from dgov_std.text import Text


@dataclass(frozen=True, slots=True)
class Columns:
    """What rules call columns or metadata fields: id -> label; which of them hold dates."""

    speech: Speech
    labels: Mapping[str, str]
    dates: Collection[str] = ()
    identifiers: Mapping[str, tuple[str, ...]] | None = None  # column -> identifiers its element names

    def one(self, name: str | None) -> str:
        """Return a label, quoted."""
        return self.speech.say("quoted", self.labels.get(name or "", name or ""))

    def all(self, names: Collection[str]) -> str:
        """Return labels, quoted."""
        return self.speech.list(self.one(name) for name in names)


@dataclass(frozen=True, slots=True)
class Ruling:
    """One rule as the dictionary tells it."""

    id: str
    title: Text | None
    content: str
    facet: Facet


def dataset_rulings(columns: Columns, dataset: Dataset) -> Iterator[Ruling]:
    """Give everything a dataset demands beyond its columns one by one."""
    speech = columns.speech
    for key in dataset.keys:
        yield Ruling(key.id, key.title, key_words(columns, key), key.facet)
    if dataset.identical_rows:
        yield Ruling("identical_rows", None, speech.say("identical"), dataset.identical_rows)
    for reference in dataset.references:
        yield Ruling(reference.id, reference.title, reference_words(columns, reference), reference.facet)
    for group in dataset.groups:
        yield Ruling(group.id, group.title, group_words(columns, group), group.facet)
    if dataset.rows:
        yield Ruling("rows", None, count_words(speech, dataset.rows), dataset.rows.facet)
    for rule in dataset.rules:
        yield Ruling(rule.id, rule.title, rule_words(columns, rule), rule.facet)


def key_words(columns: Columns, key: Key) -> str:
    """Return what a key demands."""
    return columns.speech.say("key" if len(key.columns) > 1 else "key_one", columns=columns.all(key.columns))


def reference_words(columns: Columns, reference: Reference) -> str:
    """Return where the columns of a reference must stand."""
    speech = columns.speech
    to, table = columns.all(reference.to), speech.say("this_table")
    if reference.dataset:
        target = speech.standard.datasets.get(reference.dataset)
        labels = {use.id: use.column for use in target.uses} if target else {}
        to = Columns(speech, labels).all(reference.to)
        table = speech.say("table_dataset", speech.text(target.head.title) if target else reference.dataset)
    elif reference.file:
        to, table = speech.quoted(reference.to), speech.say("table_file", reference.file)
    return speech.say("reference", columns=columns.all(reference.columns), table=table, to=to)


def group_words(columns: Columns, group: Group) -> str:
    """Return what the rows of one key have in common."""
    by = columns.all(group.by)
    if group.one:
        return columns.speech.say("group_one", by=by, one=columns.all(group.one))
    if group.distinct:
        return columns.speech.say("group_values", by=by, distinct=columns.one(group.distinct), n=group.at_most)
    return columns.speech.say("group_rows", by=by, n=group.at_most)


def count_words(speech: Speech, count: Count) -> str:
    """Return how many rows a table has."""
    bounds = (("rows_least", count.minimum), ("rows_most", count.maximum))
    return speech.list(speech.say(key, bound) for key, bound in bounds if bound is not None)


def rule_words(columns: Columns, rule: RowRule) -> str:
    """Return a rule over one row, with its condition."""
    speech, body = columns.speech, rule.body
    match rule.form:
        case "when":
            then = speech.say("semicolon").join(_then(columns, body))
        case "compare":
            then = _compare(columns, body)
        case "derive":
            then = _derive(columns, body)
        case "sum":
            then = speech.say("sum", total=columns.one(body["total"]), of=columns.all(body["of"]))
        case "working_days":
            begin, end = columns.one(body["from"]), columns.one(body["to"])
            calendar = speech.named("codelists", body["calendar"])
            then = speech.say("working_days", begin=begin, end=end, n=body["at_most"], calendar=calendar)
        case "within":
            then = speech.say("within", code=columns.one(body["code"]), above=columns.one(body["above"]))
        case "named":
            then = _named(columns, body)
        case "axes":
            then = _axes(columns, body)
        case "fresh":
            then = _fresh(columns, body)
        case _:  # a form younger than this page
            then = speech.plain({key: value for key, value in body.items() if key != "when"})
    if not body.get("when"):
        return then
    when = speech.say("and").join(test_words(columns, name, test) for name, test in body["when"].items())
    return speech.say("when", when=when, then=then)


def _then(columns: Columns, body: Mapping[str, Any]) -> Iterator[str]:
    for key in ("required", "forbidden"):
        if body.get(key):
            yield columns.speech.say(f"then_{key}", columns.all(body[key]))
    for name, test in body.get("tests", {}).items():
        yield test_words(columns, name, test)


def test_words(columns: Columns, name: str, test: Test) -> str:
    """Return one condition on a column."""
    speech, column = columns.speech, columns.one(name)
    kind, value = next(iter(test.items()))
    match kind:
        case "in" | "not" | "holds":
            values = [speech.say("quoted", item) for item in ([value] if isinstance(value, str) else value)]
            return speech.say(f"test_{kind}", column=column, values=_one_of(speech, values))
        case "present" | "absent":
            return speech.say(f"test_{kind}", column=column)
        case "pattern" | "max_length":
            return speech.say(f"test_{kind}", column=column, value=visible(str(value)))
        case "identifier":
            told = speech.say("test_identifier", column=column, value=speech.named("identifiers", value))
            shape = {key: item for key, item in test.items() if key == "pattern"}
            return speech.say("and").join([told, test_words(columns, name, shape)]) if shape else told
        case "codelist":
            told = speech.say("test_codelist", column=column, value=speech.named("codelists", value))
            return told + (speech.say("test_separator", test["separator"]) if test.get("separator") else "")
    return speech.say("test_other", column=column, value=speech.plain(test))


def _one_of(speech: Speech, values: list[str]) -> str:
    if len(values) < 2 or len(values) > 20:
        return speech.list(values, 20)
    return speech.say("or").join([speech.say("comma").join(values[:-1]), values[-1]])


def _compare(columns: Columns, body: Mapping[str, Any]) -> str:
    speech, right = columns.speech, body["right"]
    as_of = isinstance(right, Mapping) and "as_of" in right
    dated = as_of or body["left"] in columns.dates
    relation = speech.known(f"{'date' if dated else 'number'}_{body['op']}", str(body["op"]))
    told = speech.say("as_of") if as_of else columns.one(right) if isinstance(right, str) else speech.plain(right)
    more = {key: value for key, value in body.items() if key not in {"left", "op", "right", "when"} and value is not None}
    words = speech.say("compare", left=columns.one(body["left"]), relation=relation, right=told)
    return speech.say("semicolon").join([words, speech.plain(more)]) if more else words


def _derive(columns: Columns, body: Mapping[str, Any]) -> str:
    speech = columns.speech
    segment = _segment(columns, body["of"], body["segment"])
    if body.get("character"):
        segment = speech.say("character_of", n=body["character"], segment=segment)
    words = speech.say("derive", column=columns.one(body["column"]), of=columns.one(body["of"]), segment=segment)
    if not body.get("map"):
        return words
    return words + speech.say("derive_map", speech.list(speech.say("arrow", *pair) for pair in body["map"].items()))


def _named(columns: Columns, body: Mapping[str, Any]) -> str:
    key = "named_name" if body.get("name") else "named_text"
    place = body.get("name") or body.get("text")
    return columns.speech.say(key, code=columns.one(body["code"]), column=columns.one(place))


def _axes(columns: Columns, body: Mapping[str, Any]) -> str:
    speech = columns.speech
    sides = {name: columns.one(body[name]) for name in ("longitude", "latitude")}
    ranges = {f"{name}_range": speech.say("to").join(map(str, body[f"{name}_range"])) for name in sides}
    return speech.say("axes", **sides, **ranges)


def _fresh(columns: Columns, body: Mapping[str, Any]) -> str:
    speech = columns.speech
    days = speech.list(speech.say("days", cycle=cycle, n=n) for cycle, n in body["days"].items())
    return speech.say("fresh", updated=columns.one(body["updated"]), cycle=columns.one(body["cycle"]), days=days)


def _segment(columns: Columns, column: str, name: str) -> str:
    speech = columns.speech
    for identifier in (columns.identifiers or {}).get(column, ()):
        for segment in speech.standard.identifiers[identifier].segments:
            if segment.name == name:
                title = speech.text(segment.title) if segment.title else name
                return speech.say("segment_of", title=title, places=places(segment.start, segment.length))
    return speech.say("quoted", name)


def places(start: int, length: int) -> str:
    """Return the 1-based places of a segment, `3-8`."""
    return str(start + 1) if length == 1 else f"{start + 1}-{start + length}"
