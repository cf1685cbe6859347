"""What a finding has to say about itself, as the named pieces of its sentences.

Every piece is safe to print. A piece that is not known is not there, and the wording then takes a
sentence that does without.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from types import ModuleType

from dgov_std.render.catalogue import catalogue
from dgov_std.render.patterns import is_pattern, pattern_words
from dgov_std.render.stain_slots import characters, shifted
from dgov_std.render.text_slots import divided, sign, undecoded
from dgov_std.report import facts
from dgov_std.report.values import Column, Example, Finding
from dgov_std.report.visible import visible
from dgov_std.text import Language, Text

_LONGEST_VALUE = 16  # in a title
_LONGEST_FIX = 60
_LONGEST_NOTE = 24
_MOST_VALUES = 8
_MOST_PAIRS = 3
_SMALL_LIST = 20
_LONG_NUMBER = 16
_INVERSE = {"<=": ">=", "<": ">", ">=": "<=", ">": "<", "==": "==", "!=": "!="}
_CLOCK = {
    "YYYY": "2026",
    "YY": "26",
    "MM": "01",
    "DD": "31",
    "hh": "08",
    "mm": "30",
    "ss": "00",
    "M": "1",
    "D": "31",
    "h": "8",
}


def slots(finding: Finding, language: Language, columns: Sequence[Column], *, with_values: bool) -> dict[str, str]:
    """Return the known pieces; `with_values` False leaves out whatever comes from example values."""
    words = catalogue(language)
    known = _of_facts(finding, language, columns, words)
    if finding.rule.title is not None:
        known["rule"] = finding.rule.title.in_(language)
    if isinstance(finding.facts, facts.Compared) and not _sides(finding.facts, finding, columns):
        known.pop("relation", None)  # the blamed column is neither side: only the rule says it right
    known["etc"] = words.SLOTS["etc"] if len(finding.examples) > 1 else ""
    if with_values:
        known |= _of_examples(finding, words)
    return {name: visible(text) for name, text in known.items() if text or name == "etc"}


def blamed(finding: Finding, columns: Sequence[Column]) -> Column | None:
    """Return the column a finding stands in. Columns in their order are not searched: there may be 16,384."""
    at = finding.columns[0] if finding.columns else -1
    if 0 <= at < len(columns) and columns[at].index == at:
        return columns[at]
    return next((column for column in columns if column.index == at), None)


def repair(finding: Finding) -> str | None:
    """Return `spaces`, `width` or `case` when that alone makes every faulty value right."""
    if not finding.examples or sum(each.cells for each in finding.examples) != finding.cells:
        return None
    kinds = {_repair(each) for each in finding.examples}
    return kinds.pop() if len(kinds) == 1 else None


def _repair(example: Example) -> str | None:
    value, right = example.value, example.suggestion
    if right is None or example.masked:
        return None
    if value.strip() == right:
        return "spaces"
    if unicodedata.normalize("NFKC", value) == unicodedata.normalize("NFKC", right):
        return "width"
    return "case" if value.casefold() == right.casefold() else None


def _of_examples(finding: Finding, words: ModuleType) -> dict[str, str]:
    known: dict[str, str] = {}
    if finding.code == "TYP901" and finding.examples:
        known["damage"] = _damage(finding.examples[0].value, words)
    shown = [example for example in finding.examples if not example.masked]
    if not shown or len(shown) < len(finding.examples):
        return known
    if len(shown[0].value) <= _LONGEST_VALUE:
        known["value"] = shown[0].value
    only = len(shown) == 1 and shown[0].cells == finding.cells
    # Of one value only what to type is shown. What is too long to be read is left out, and the others told.
    helped = [
        (each.value, each.suggestion)
        for each in shown
        if each.suggestion and len(each.suggestion) + (0 if only else len(each.value)) <= _LONGEST_FIX
    ]
    if not helped:
        return known
    wrong, right = helped[0]
    known["fix"] = words.SLOTS["fix_all"].format(right=right) if only else _pairs(helped, finding, words)
    if right.isascii() and not wrong.isascii() and len(wrong) <= _LONGEST_VALUE and wrong == shown[0].value:
        known["label"] = wrong
    slips = [(a, b) for a, b in zip(wrong, right, strict=False) if a != b]
    if only and len(wrong) == len(right) and len(slips) == 1:
        known["slip_wrong"], known["slip_right"] = slips[0]
    return known


def _pairs(helped: Sequence[tuple[str, str]], finding: Finding, words: ModuleType) -> str:
    """Say of the first few values what to type instead; "for instance" unless these are all."""
    pairs: list[str] = []
    for wrong, right in helped:
        pair = words.SLOTS["fix_pair"].format(wrong=wrong, right=right)
        if pairs and (len(pairs) == _MOST_PAIRS or sum(map(len, pairs)) + len(pair) > _LONGEST_FIX):
            break
        pairs.append(pair)
    whole = len(pairs) == len(finding.examples) and sum(each.cells for each in finding.examples) == finding.cells
    return str(words.SLOTS["fix_pairs" if whole else "fix_some"].format(pairs=words.SLOTS["comma"].join(pairs)))


def _damage(value: str, words: ModuleType) -> str:
    """Say how a spreadsheet spoilt a number; its shape (9.99A+99) tells as much as the value."""
    if "+" in value:
        return str(words.SLOTS["damage_scientific"])
    return str(words.SLOTS["damage_zeros"]) if len(value) >= _LONG_NUMBER else ""


def _of_facts(finding: Finding, language: Language, columns: Sequence[Column], words: ModuleType) -> dict[str, str]:
    match finding.facts:
        case facts.Limit(limit, unit):
            return _limited(finding.code, limit, words) | {"unit": words.UNITS.get(unit, unit)}
        case facts.Forms(forms, titles):
            forms = _said(forms, language) or tuple(each.in_(language) for each in titles)
            sample = _sample(forms[0]) if forms and finding.code == "TYP201" else ""
            terms = words.SLOTS["comma"].join(forms) if finding.code == "NAM101" else ""
            return {"forms": words.SLOTS["or"].join(forms), "sample": sample, "terms": terms}
        case facts.Listed():
            return _listed(finding.facts, language, words)
        case facts.Identified(scheme, segment, start, end):
            return {
                "scheme": scheme.in_(language),
                "segment": segment.in_(language) if segment else "",
                "span": _span(start, end, words),
            }
        case facts.Compared():
            return _compared(finding, finding.facts, language, columns, words)
        case facts.Conditional():
            return _conditional(finding, finding.facts, language, columns, words)
        case facts.Named(found, expected):
            return _named(finding.code, found, expected, words)
        case facts.Written():
            return _written(finding.code, finding.facts, words)
        case facts.Labels(labels, total):
            shown = words.SLOTS["comma"].join(labels[:_MOST_VALUES])
            cut = total > len(labels[:_MOST_VALUES])
            return {"labels": words.SLOTS["labels_more"].format(labels=shown) if cut else shown, "total": str(total)}
        case _:
            return _of_file(finding.facts, language, words) or _of_rows(finding.facts, language, words)


def _of_file(known: facts.Facts, language: Language, words: ModuleType) -> dict[str, str]:
    """Return the pieces of what is known of the form of a file, and of characters anywhere in it."""
    match known:
        case facts.Noted(texts, total):
            return _noted(texts, total, words)
        case facts.Characters():
            return characters(known, words)
        case facts.Shifted():
            return shifted(known, words)
        case facts.Divided():
            return divided(known, words)
        case facts.Undecoded():
            return undecoded(known)
        case facts.Resembled(standard, _, title):
            return {"standard": standard, "dataset": title.in_(language)}
        case _:
            return {}


def _noted(texts: Sequence[str], total: int, words: ModuleType) -> dict[str, str]:
    """Return the first texts, shortened, and how many there are."""
    shown = [text if len(text) <= _LONGEST_NOTE else text[: _LONGEST_NOTE - 1] + "…" for text in texts[:_MOST_PAIRS]]
    joined = words.SLOTS["comma"].join(shown)
    told = words.SLOTS["labels_more"].format(labels=joined) if len(texts) > len(shown) else joined
    return {"texts": told, "total": str(total) if total else ""}


def _of_rows(known: facts.Facts, language: Language, words: ModuleType) -> dict[str, str]:
    """Return the pieces of what is known of several rows or dates together."""
    match known:
        case facts.Keyed(keys, groups):
            joined = words.SLOTS["comma"].join(each.in_(language) for each in keys)
            return {"columns": joined, "groups": str(groups) if groups else ""}
        case facts.Referred(keys, table, groups):
            joined = words.SLOTS["comma"].join(each.in_(language) for each in keys)
            return {"columns": joined, "table": table or "", "groups": str(groups) if groups else ""}
        case facts.Grouped():
            return _grouped(known, language, words)
        case facts.Deadline(start, _, at_most, _):
            return {"start": start.in_(language), "days": str(at_most)}
        case facts.Counted(rows, minimum, maximum):
            return {
                "rows": str(rows),
                "minimum": "" if minimum is None else str(minimum),
                "maximum": "" if maximum is None else str(maximum),
            }
        case _:
            return {}


def _written(code: str, known: facts.Written, words: ModuleType) -> dict[str, str]:
    """Say the forms of dates by a date written so, and the marks of numbers in quotes."""
    dates = code == "TYP911"
    met = [_sample(form) if dates else words.SLOTS["quoted"].format(form) for form in known.met[:_MOST_PAIRS]]
    return {
        "met": words.SLOTS["comma"].join(met) if met else "",
        "sample": _sample(known.wanted[0]) if dates and known.wanted else "",
    }


def _named(code: str, found: str, expected: str | None, words: ModuleType) -> dict[str, str]:
    if code == "STR201":
        return {"divided": sign(found, words), "usual": sign(expected or "", words)}
    if code == "STR203":
        return {"closer": found, "opener": expected or ""}
    if code == "STR301" and expected is None:
        return {"guess": found}
    known = {"found": found, "expected": expected or "", "missing": expected or found}
    if code == "STR106" and expected and found.strip() == expected:
        known["trimmed"] = expected
    if code == "STR104":
        known["other"] = expected or ""
    elif code == "STR103":
        known["nearest"] = expected or ""
    elif expected and found != expected:
        known["nearest"] = found
    return known


def _grouped(grouped: facts.Grouped, language: Language, words: ModuleType) -> dict[str, str]:
    several = grouped.at_most > 1
    distinct = grouped.distinct.in_(language) if grouped.distinct else ""
    return {
        "columns": words.SLOTS["comma"].join(each.in_(language) for each in grouped.columns),
        "groups": str(grouped.groups) if grouped.groups else "",
        "one": "" if several else distinct,
        "distinct": distinct if several else "",
        "at_most": "" if distinct else str(grouped.at_most),
        "values": str(grouped.at_most) if distinct and several else "",
    }


def _listed(listed: facts.Listed, language: Language, words: ModuleType) -> dict[str, str]:
    shown = words.SLOTS["comma"].join(listed.values[:_MOST_VALUES])
    if listed.size > len(listed.values[:_MOST_VALUES]):
        # A few of thousands are no help; then the name of the list says more.
        shown = words.SLOTS["more"].format(values=shown, size=listed.size) if listed.size <= _SMALL_LIST else ""
    return {
        "list": listed.title.in_(language) if listed.title else "",
        "values": shown if len(shown) <= 2 * _LONGEST_FIX else "",
        "size": str(listed.size) if 1 < listed.size <= _SMALL_LIST else "",
        "known_until": listed.known_until or "",
        "lacking": "" if listed.known_until else words.SLOTS["lacking"],
    }


def _compared(
    finding: Finding,
    compared: facts.Compared,
    language: Language,
    columns: Sequence[Column],
    words: ModuleType,
) -> dict[str, str]:
    operator = {"=": "=="}.get(compared.operator, compared.operator)
    subject, other = compared.left, compared.right
    if _is_blamed(compared.right, finding, columns) and not _is_blamed(compared.left, finding, columns):
        subject, other, operator = other, subject, _INVERSE.get(operator, operator)
    known = {"other": other.in_(language)}
    if operator in words.RELATIONS:
        named = (subject.zh + other.zh).replace("工作日", "")  # a number of days
        dates = any(mark in named for mark in ("日", "期", "时间"))
        known["relation"], known["should"] = words.RELATIONS[operator][dates]
    return known


def _is_blamed(side: Text, finding: Finding, columns: Sequence[Column]) -> bool:
    column = blamed(finding, columns)
    return column is not None and (side in (column.title, Text(column.label, column.label)) or side.zh == column.label)


def _sides(compared: facts.Compared, finding: Finding, columns: Sequence[Column]) -> bool:
    return not finding.rule.title or any(_is_blamed(side, finding, columns) for side in (compared.left, compared.right))


def _conditional(
    finding: Finding,
    conditional: facts.Conditional,
    language: Language,
    columns: Sequence[Column],
    words: ModuleType,
) -> dict[str, str]:
    parts, named = [], []
    for column, values in conditional.when:
        label = column.in_(language)
        # A condition on the blamed column itself leaves nothing else to correct.
        if not _is_blamed(column, finding, columns):
            named.append(words.SLOTS["quoted"].format(label))
        either = words.SLOTS["or"].join(words.SLOTS["quoted"].format(value) for value in values[:_MOST_VALUES])
        parts.append(words.SLOTS["is" if values else "is_present"].format(column=label, values=either))
    alone = words.SLOTS["quoted"].format(conditional.when[0][1][0]) if _one_value(conditional) else ""
    quoted = [each if is_pattern(each) else words.SLOTS["quoted"].format(each) for each in conditional.then[:_MOST_VALUES]]
    own = conditional.when[0][0].in_(language) if conditional.when and not named else ""
    if own and finding.code == "REL103":  # that this very column is filled contradicts nothing
        parts, alone = [], ""
    return {
        "own": own,
        "when": words.SLOTS["and"].join(parts),
        "when_columns": words.SLOTS["comma"].join(dict.fromkeys(named)),
        "when_value": alone,
        "then": words.SLOTS["or"].join(_said(quoted, language)),
    }


def _said(forms: Sequence[str], language: Language) -> tuple[str, ...]:
    """Return the forms with regular expressions in words; none at all where one of them cannot be said."""
    said = [pattern_words(form, language) if is_pattern(form) else form for form in forms]
    return tuple(each for each in said if each) if all(said) else ()


def _limited(code: str, limit: str, words: ModuleType) -> dict[str, str]:
    """Say a bound: `0..100`, `>= 2` as values or as a number of columns, `10,2` as numbers of digits."""
    sign, _, number = limit.partition(" ")
    known = {"limit": limit}
    if code == "TYP203":
        total, _, fraction = limit.partition(",")
        key = "digits" if total and fraction else "digits_total" if total else "digits_fraction"
        known["digits"] = words.SLOTS[key].format(total=total, fraction=fraction)
    elif ".." in limit:
        low, _, high = limit.partition("..")
        between = words.SLOTS["between"].format(low=low, high=high)
        known["bound"] = between if low and high else words.BOUNDS[">=" if low else "<="].format(low or high)
    elif sign in words.BOUNDS and number:
        known["bound"] = words.BOUNDS[sign].format(number)
        known["count"] = words.SLOTS["count_least" if sign.startswith(">") else "count_most"].format(number)
    return known


def _one_value(conditional: facts.Conditional) -> bool:
    return len(conditional.when) == 1 and len(conditional.when[0][1]) == 1


def _sample(form: str) -> str:
    """Return the form of a date filled in: `YYYY/MM/DD` -> `2026/01/31`."""
    for token, text in _CLOCK.items():
        form = form.replace(token, text)
    return form


def _span(start: int | None, end: int | None, words: ModuleType) -> str:
    if start is None:
        return ""
    one = end is None or end == start
    return str(words.SLOTS["span_one" if one else "span"].format(start=start, end=end))
