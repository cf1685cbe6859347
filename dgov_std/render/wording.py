"""The only place where a finding becomes a sentence, in Chinese or in English.

The sentences stand in `words_zh` and `words_en`; here the fitting one is chosen and filled.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from string import Formatter

from dgov_std.render.catalogue import catalogue
from dgov_std.render.families import Family, families
from dgov_std.render.phrases import Phrases
from dgov_std.render.slots import blamed, repair, slots
from dgov_std.report.facts import Characters, Labels, Undecoded
from dgov_std.report.values import Column, Finding, Report, Rule, Severity, Verdict
from dgov_std.report.visible import visible
from dgov_std.text import Language, Template, filling

__all__ = [
    "Family",
    "clause",
    "code_of",
    "counted_word",
    "dimension_word",
    "families",
    "kinds",
    "masked_note",
    "percent",
    "place",
    "severity_word",
    "summary",
    "title",
    "titles",
    "todo",
    "topic",
    "unchecked",
    "unit_word",
    "verdict_word",
    "why",
    "word",
]
_LONGEST = 400  # of a text from outside, before what cannot be seen in it is spelt out
_LONGEST_CODE = 24


def titles(finding: Finding, language: Language, columns: Sequence[Column], *, with_values: bool = True) -> tuple[str, ...]:
    """Return what is wrong, worded from the fullest to the shortest: a narrow column takes a later one.

    `columns` are those of the report. `with_values` False says nothing that holds of the example
    values only, for use beside another value of the same finding.
    """
    fixed = catalogue(language).REPAIRS.get(_repair(finding) if with_values else None)
    if fixed:
        return (fixed[0],)
    known = slots(finding, language, columns, with_values=with_values)
    return tuple(_filled(_phrases(finding.code, language).titles, known))


def title(finding: Finding, language: Language, columns: Sequence[Column], *, with_values: bool = True) -> str:
    """Return what is wrong, in its fullest wording."""
    return titles(finding, language, columns, with_values=with_values)[0]


def todo(finding: Finding, language: Language, columns: Sequence[Column], *, with_values: bool = True) -> str:
    """Return what to do, imperative, with the value to type where it could be computed."""
    known = slots(finding, language, columns, with_values=with_values)
    fixed = catalogue(language).REPAIRS.get(_repair(finding) if with_values else None)
    said = ((fixed[1],) if fixed else ()) + _phrases(finding.code, language).todos
    return next(_filled(said, known))


def why(finding: Finding, language: Language) -> str:
    """Return in half a sentence why it matters."""
    return _phrases(finding.code, language).why


def topic(code: str, language: Language) -> str:
    """Return what a check of this code looks at, as a noun; of a code of a later version, which it is."""
    said = _phrases(code, language)
    return f"{said.topic} {code_of(code)}" if said is catalogue(language).UNKNOWN else said.topic


def code_of(code: str) -> str:
    """Return a code as shown; one from a saved report may be anything."""
    return visible(code[:_LONGEST_CODE])


def clause(rule: Rule, language: Language) -> str:
    """Return where the rule comes from: title, standard, clause, confidence."""
    named = [rule.title.in_(language) if rule.title else "", rule.standard or "", rule.clause or ""]
    source = " ".join(visible(part) for part in named if part)
    if not source:
        return word("no_clause", language)
    if rule.confidence not in ("high", "medium", "low"):
        return source
    return f"{source} ({word('confidence', language).format(word(rule.confidence, language))})"


def severity_word(severity: Severity, language: Language) -> str:
    """Return 必须改, 请核对 or 提示."""
    return word(severity.value, language)


def verdict_word(verdict: Verdict, language: Language) -> str:
    """Return 合格, 退回修改, 没查完 or 未检查."""
    return word(verdict.value, language)


def dimension_word(dimension: str, language: Language) -> str:
    """Return the name of a quality dimension of GB/T 36344-2018."""
    return word(dimension, language)


def unit_word(unit: str, language: Language) -> str:
    """Return what is counted: cells, rows, characters …."""
    return str(catalogue(language).UNITS.get(unit, visible(unit)))


def counted_word(unit: str, language: Language) -> str:
    """Return what an indicator counts: cells, rows, or checks of the file as a whole."""
    return word("file_checks", language) if unit == "file" else unit_word(unit, language)


def masked_note(report: Report, language: Language) -> str:
    """Return how masked examples are read; nothing when there is none."""
    masked = any(example.masked for finding in report.findings for example in finding.examples)
    return word("p_masked_note", language) if masked else ""


def word(key: str, language: Language) -> str:
    """Return one of the fixed words, a `Template`: it may hold gaps for the caller to fill."""
    return Template(catalogue(language).WORDS[key])


def percent(a: int, b: int) -> str:
    """Return a / b in percent with two places; only all is 100 % and only none is 0 %. `b` is not 0."""
    hundredths = (2 * 10_000 * a + b) // (2 * b)
    if 0 < a < b:
        hundredths = min(max(hundredths, 1), 9_999)
    return f"{hundredths // 100}.{hundredths % 100:02d}%"


def place(finding: Finding, language: Language, columns: Sequence[Column]) -> str:
    """Return the column a finding stands in, `C 许可类别`, or what else it is about."""
    if isinstance(finding.facts, Labels):
        return word("several", language).format(finding.facts.total)
    if isinstance(finding.facts, Characters | Undecoded) and len(finding.columns) > 1:
        return word("several", language).format(len(finding.columns))
    column = blamed(finding, columns)
    if column is None:
        return word("file" if finding.unit == "file" else "whole_row", language)
    label = column.label.strip() or (column.title.in_(language) if column.title else "")
    return f"{visible(column.letter)} {visible(label)}".rstrip()


def kinds(report: Report, language: Language) -> str:
    """Return how many kinds of faults of each severity there are: 必须改 8 类, 请核对 3 类."""
    said = []
    for severity in Severity:
        count = sum(finding.severity is severity for finding in report.findings)
        if count:
            name = severity_word(severity, language)
            said.append(word("kinds", language).format(severity=name, count=count))
    if said:
        return word("kinds_comma", language).join(said)
    # Nothing found means something only where everything was looked at.
    return word("no_findings", language) if report.verdict is Verdict.PASS else ""


def summary(report: Report, language: Language) -> str:
    """Return the sentence below the verdict: rows with and without faults, what to fix first."""
    if not report.rows.total:
        return word("no_rows", language) if report.complete else ""  # who has not read all cannot know
    if report.basis is None:
        return word("bare", language)
    if any(finding.code == "STR108" for finding in report.findings):
        return word("misplaced", language)
    if report.columns and all(column.element is None for column in report.columns) and report.verdict == "not evaluated":
        return word("no_columns", language)
    rows = report.rows
    check = rows.total - rows.clean - rows.with_errors
    said = word("rows", language).format(clean=rows.clean, failing=rows.with_errors, check=check)
    if not report.first_to_fix or not report.rows_solved_by_first:
        return said
    numbers = catalogue(language).SLOTS["comma"].join(map(str, report.first_to_fix))
    first = word("first", language).format(numbers=numbers, rows=report.rows_solved_by_first)
    return said + ("" if language == "zh" else " ") + first


def unchecked(report: Report, language: Language, *, whole: bool = False) -> tuple[tuple[str, str], ...]:
    """Return (what was not checked, why), the checks of one reason together, in the report's order; few named unless `whole`."""
    letters = {column.index: column.letter for column in report.columns}
    grouped: dict[str, dict[str, set[str]]] = {}
    counts: Counter[str] = Counter()
    ran = {check.code for check in report.checks if check.status == "ran"}
    absent: dict[str, set[str]] = {}
    for check in report.checks:
        if check.status == "ran":
            continue
        reason = check.reason.in_(language) if check.reason else word("no_reason", language)
        if check.unit != "file" and check.column is None and check.element and check.code in ran:
            # The same is checked in other columns: to name the check would say that it was not.
            absent.setdefault(reason, set()).add(check.element)
            grouped.setdefault(reason, {})
            counts[reason] += 1
            continue
        titled = check.rule.title if check.unit != "file" else None
        name = titled.in_(language) if titled else topic(check.code, language)
        where = "" if titled or check.column is None else letters.get(check.column, "")
        grouped.setdefault(reason, {}).setdefault(name, set()).add(where)
        counts[reason] += 1
    if whole:
        comma = catalogue(language).SLOTS["comma"]
        return tuple(
            (comma.join((*_named(named, language), *map(_short, sorted(absent.get(reason, ()))))), _short(reason))
            for reason, named in grouped.items()
        )
    return tuple(
        (_topics(named, counts[reason], language, absent=len(absent.get(reason, ()))), _short(reason))
        for reason, named in grouped.items()
    )


def _short(text: str) -> str:
    return visible(text) if len(text) <= _LONGEST else visible(text[:_LONGEST]) + "..."


def _topics(named: dict[str, set[str]], count: int, language: Language, most: int = 3, absent: int = 0) -> str:
    comma = catalogue(language).SLOTS["comma"]
    if absent:
        columns = word("topics_absent", language).format(columns=absent)
        said = [columns, *map(_short, [*named][: most - 1])]
        return word("topics_more", language).format(topics=comma.join(said), count=count)
    said = [*_named(dict([*named.items()][:most]), language, 2 * most)]
    if count <= len(said):
        return str(comma.join(said))
    return word("topics_more", language).format(topics=comma.join(said), count=count)


def _named(named: dict[str, set[str]], language: Language, longest: int = _LONGEST) -> Iterator[str]:
    """Yield topics with the letters of their columns, as long as these are short enough."""
    for name, letters in named.items():
        where = ",".join(sorted(letters - {""}, key=lambda letter: (len(letter), letter)))
        short = 0 < len(where) <= longest
        yield word("on", language).format(topic=_short(name), column=visible(where)) if short else _short(name)


def _phrases(code: str, language: Language) -> Phrases:
    words = catalogue(language)
    found: Phrases = words.PHRASES.get(code, words.UNKNOWN)
    return found


def _repair(finding: Finding) -> str | None:
    # The codes of causes name the damage themselves.
    return None if finding.code.startswith("TYP9") else repair(finding)


def _filled(templates: Sequence[str], known: dict[str, str]) -> Iterator[str]:
    for template in templates:
        if all(name in known for _, name, _, _ in Formatter().parse(template) if name):
            yield _spaced(template, known)


def _spaced(template: str, known: dict[str, str]) -> str:
    """Fill a sentence, with a gap where Chinese meets the letters or digits of what is filled in."""
    said = ""
    for literal, name, spec, _ in Formatter().parse(template):
        gap = " " if _meet(said, literal) else ""
        said += gap + literal
        if name:
            filled = filling(known[name], spec or "")
            said += (" " if _meet(said, filled) else "") + filled
    return said


def _meet(left: str, right: str) -> bool:
    ends = left[-1:] + right[:1]
    return len(ends) == 2 and ends.isalnum() and sum(character.isascii() for character in ends) == 1
