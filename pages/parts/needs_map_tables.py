"""All needs: by area as a shaded table, by year as lines, and as a list."""

import streamlit as st

from pages.parts import chart_card, insight_charts, look, say
from pages.parts.language import _, n
from pages.parts.needs_map_seen import KINDS, Seen, apart, area, called, figure, told_apart
from workshop_kit.i18n import language_of
from workshop_kit.needs_map.tables import NOTHING, Row

MOST_ROWS, MOST_COLUMNS, LINES = 15, 10, 5


def show(seen: Seen) -> None:
    by_area, by_year, listed = st.tabs([_("Needs by area"), _("Needs by year"), _("List of all needs")])
    with by_area:
        areas(seen)
    with by_year:
        years(seen)
    with listed:
        listing = chart_card.cells([_listed(seen, row) for row in seen.tables.needs])
        st.dataframe(listing, hide_index=True)


def areas(seen: Seen) -> None:
    """Shaded by ideas per workshop, so that an area with many workshops does not look needier; told as ideas."""
    shown, held = seen.tables.needs[:MOST_ROWS], seen.tables.held
    places = sorted(seen.tables.areas, key=lambda name: -held[name])[:MOST_COLUMNS]
    places = [name for name in seen.tables.areas if name in places]
    cells = [[row.areas.get(name, NOTHING) for name in places] for row in shown]
    rates = [[c.ideas / held[p] for c, p in zip(line, places, strict=True)] for line in cells]
    texts = [[str(cell.ideas) if cell.ideas else "" for cell in line] for line in cells]
    heads = [(area(name), n("%(n)s workshop", "%(n)s workshops", held[name])) for name in places]
    chart = insight_charts.heat([called(row) for row in shown], heads, rates, texts)
    say.gray(_("How many ideas say it. Darker: more ideas for each workshop held in the area."))
    chart_card.show(
        chart, [_by_area(seen, row) for row in seen.tables.needs], key="needs_map_heat", name="needs-by-area"
    )
    _told_part(len(seen.tables.needs) - len(shown), len(seen.tables.areas) - len(places))


def _told_part(needs: int, places: int) -> None:
    if needs > 0:
        say.fine(n("%(n)s more need is in the table only.", "%(n)s more needs are in the table only.", needs))
    if places > 0:
        say.fine(n("%(n)s more area is in the table only.", "%(n)s more areas are in the table only.", places))


def years(seen: Seen) -> None:
    told = seen.tables.years
    if len(told) < 2:
        look.empty(_("All these workshops are of one year. With the next year, lines appear."))
        return
    named = dict(zip(told_apart(seen.tables.needs), seen.tables.needs, strict=True))
    lines = {
        name: [row.years.get(year, NOTHING).ideas for year in told] for name, row in list(named.items())[:LINES]
    }
    chart = insight_charts.trend([str(year) for year in told], lines, unit=_("Ideas"))
    say.gray(_("The needs with most ideas, and how many ideas said them each year."))
    chart_card.show(
        chart, [_by_year(seen, *one) for one in named.items()], key="needs_map_years", name="needs-by-year"
    )


def _by_area(seen: Seen, row: Row) -> dict[str, object]:
    """An area may be called as a head of ours."""
    heads = apart(map(area, seen.tables.areas), (_("Need"), _("All")))
    cells = [row.areas.get(name, NOTHING).ideas for name in seen.tables.areas]
    return {_("Need"): called(row).text, **dict(zip(heads, cells, strict=True)), _("All"): row.total.ideas}


def _by_year(seen: Seen, name: str, row: Row) -> dict[str, object]:
    return {
        _("Need"): name,
        **{str(year): row.years.get(year, NOTHING).ideas for year in seen.tables.years},
    }


def _listed(seen: Seen, row: Row) -> dict[str, object]:
    spoken = [f"{language_of(code).name} {number}" for code, number in row.languages.shown]
    if spoken and row.languages.other:
        spoken.append(_("other languages %(n)s", n=row.languages.other))
    return {
        _("Need"): called(row).text,
        _("What is it?"): KINDS[row.kind](),
        _("Ideas"): row.total.ideas,
        _("Workshops"): row.total.workshops,
        _("Ideas a workshop"): figure(row.total.ideas / max(1, row.total.workshops)),
        _("Areas"): ", ".join(area(name) for name in seen.tables.areas if name in row.areas),
        _("Languages"): ", ".join(spoken),
        _("Gap"): "✓" if row.is_gap else "",
        _("To confirm"): row.suggested,
    }
