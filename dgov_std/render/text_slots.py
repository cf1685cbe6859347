"""How a text file is written, and what in it is no text, as the named pieces of a sentence."""

from __future__ import annotations

from types import ModuleType

from dgov_std.report import facts

_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar", " ": "blank", "，": "wide_comma"}


def sign(text: str, words: ModuleType) -> str:
    """Return a delimiter as people call it: nobody sees a tab."""
    return str(words.WORDS[f"r_{_SIGNS[text]}"]) if text in _SIGNS else text


def divided(known: facts.Divided, words: ModuleType) -> dict[str, str]:
    """Return what is unusual about a file, in a list."""
    parts = []
    if known.delimiter is not None:
        key = "written_declared" if known.declared else "written_delimiter"
        parts.append(words.SLOTS[key].format(sign(known.delimiter, words)))
    if known.quote is not None:
        parts.append(words.SLOTS["written_quote"].format(known.quote))
    if known.escape is not None:
        parts.append(words.SLOTS["written_escape"].format(known.escape))
    if known.spaced:
        parts.append(words.SLOTS["written_spaced"])
    return {"written": words.SLOTS["list_comma"].join(parts)}


def undecoded(known: facts.Undecoded) -> dict[str, str]:
    """Return the bytes in pairs of digits, or the other encoding and its rows."""
    pairs = [known.found[i : i + 2] for i in range(0, len(known.found), 2)]
    one = known.first_row == known.last_row
    rows = f"{known.first_row}" if one else f"{known.first_row}-{known.last_row}"
    return {"bytes": " ".join(pairs), "reads": known.reads or "", "rows": rows if known.reads else ""}
