"""Numbers as a language writes them."""

from babel.numbers import format_decimal, format_percent

from workshop_kit.i18n import Words, locale_of


def number(w: Words, value: float) -> str:
    """At most one decimal."""
    return str(format_decimal(round(value, 1), format="#,##0.#", locale=locale_of(w.language)))


def percent(w: Words, value: float) -> str:
    return str(format_percent(value, locale=locale_of(w.language)))


def money(w: Words, euros: float) -> str:
    """Cents only where there are some."""
    cents = "#,##0" if euros == int(euros) else "#,##0.00"
    return f"{format_decimal(euros, format=cents, locale=locale_of(w.language))}\N{NO-BREAK SPACE}€"
