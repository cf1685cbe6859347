"""The English wording of the codes of relations between columns."""

from __future__ import annotations

from dgov_std.render.phrases import Phrases

P = Phrases
REQUIRED = "without it the data cannot be merged or used"
RELATION = "where two columns contradict each other, one is wrong"

RELATIONS: dict[str, Phrases] = {
    "REL101": P(
        "values required by others",
        (
            "empty, against: {rule}",
            "required when {when}, but empty",
            "required for {when_value}, but empty",
            "empty, yet another needs it",
        ),
        (
            "Fill it in; if it should be empty, correct {when_columns}",
            "Fill it in, or correct the other column",
        ),
        REQUIRED,
    ),
    "REL102": P(
        "values excluded by others",
        (
            "filled, against: {rule}",
            "filled, though {when}",
            "filled, though {when_value}",
            "filled, yet another forbids",
        ),
        (
            "Empty the cell; if it is right, correct {when_columns}",
            'Empty the cell of "{own}"',
            "Empty the cell, or correct the other column",
        ),
        RELATION,
    ),
    "REL103": P(
        "columns that agree",
        (
            "against: {rule}",
            '"{own}" should be {then}',
            'wrong in "{own}"',
            '"{value}"{etc}, though {when}',
            "though {when}, not {then}",
            "contradicts {when_columns}",
            "contradicts another column",
        ),
        (
            "{fix}",
            'Change "{own}" to {then}',
            'Correct "{own}" by this rule',
            "Change it to {then}; if it is right, correct {when_columns}",
            "Compare with {when_columns}, correct the wrong one",
            "Compare the columns, correct the wrong one",
        ),
        RELATION,
    ),
    "REL104": P(
        "comparisons of columns",
        ('{relation} "{other}"', "against: {rule}", "wrong order of two columns"),
        (
            "{fix}",
            'Correct one: it should be {should} "{other}"',
            "Compare the columns, correct the wrong one",
        ),
        RELATION,
    ),
    "REL105": P(
        "derived values",
        ("against: {rule}", 'does not follow from "{other}"', "derived value differs"),
        (
            "{fix}",
            'Compare with "{other}", correct the wrong one',
            "Compare the columns, correct the wrong one",
        ),
        RELATION,
    ),
    "REL106": P(
        "totals",
        (
            "is not {other}",
            "the total does not add up",
        ),
        (
            "{fix}",
            "Check each amount; correct it or the total",
        ),
        RELATION,
    ),
    "REL107": P(
        "combinations of columns",
        ("against: {rule}", "not allowed: {when}", "combination not allowed"),
        ("Check {when_columns}, correct the wrong one", "Compare the columns, correct the wrong one"),
        RELATION,
    ),
    "REL108": P(
        "number of filled columns",
        (
            "wrong number of filled columns, should be {count}",
            "too few or too many columns are filled",
        ),
        (
            "Fill the columns the row should have, and no others: {count}",
            "Fill the columns the row should have, and no others",
        ),
        RELATION,
    ),
    "REL109": P(
        "working days between dates",
        ('more than {days} working days after "{start}"', "too many working days"),
        (
            'Check "{start}" and this date; if it was late, leave it and say why',
            "Check both dates; if it was late, leave it and say why",
        ),
        "what is published late is not published in time",
    ),
    "REL110": P(
        "coordinates",
        ('swapped with "{other}"', "longitude and latitude are swapped"),
        ('Exchange it with "{other}"', "Exchange the two"),
        "a swapped point lies in another country, or in the sea",
    ),
    "REL111": P(
        "names of codes",
        ("against: {rule}", 'does not fit the code in "{other}"', "name and code do not fit"),
        ("{fix}", 'Compare with "{other}", correct the wrong one', "Compare the columns, correct the wrong one"),
        RELATION,
    ),
    "REL112": P(
        "codes under codes",
        ("against: {rule}", 'not related to "{other}"', "one code is not below the other"),
        ("{fix}", 'Compare with "{other}", correct the wrong one', "Compare the columns, correct the wrong one"),
        RELATION,
    ),
}
