"""How the workshop was held and who took part, so that a reader can judge the result."""

from markupsafe import Markup

from exports.html.phrases import Phrases, is_small
from exports.html.tongues import filled, joined, said, typed
from exports.names import channel_name
from workshop_kit.i18n import language_of
from workshop_kit.report import WorkshopReport

Counted = list[tuple[Markup, str]]
"""What is counted, and how many."""


def facts(say: Phrases, report: WorkshopReport) -> list[tuple[str, str]]:
    w = say.w
    found = [
        (w._("Date"), w._("%(day)s, %(time)s", day=say.day(report.day), time=say.clock(report.starts))),
        (w._("Place"), report.venue),
        (w._("Area"), report.area),
        (w._("Method"), report.method),
        (w._("People who joined"), say.people(report.participation.joined)),
        (w._("Vote"), "" if report.votes else w._("There was none. Themes are in the order of their ideas.")),
        (w._("Plan made on"), say.day(report.made_on)),
    ]
    return [(name, value) for name, value in found if value]


def languages(say: Phrases, report: WorkshopReport) -> Counted:
    took_part = report.participation
    rows = [(own_name(code), say.number(count)) for code, count in took_part.ideas_by_language]
    if took_part.ideas_in_other_languages:
        other = typed(say.w._("Other languages together"))
        rows.append((other, say.number(took_part.ideas_in_other_languages)))
    return rows


def own_name(code: str) -> Markup:
    """A language by its own name, which is in that language."""
    known = language_of(code)
    return said(known.name, known.code)


def channels(say: Phrases, report: WorkshopReport) -> Counted:
    """Counts only where none is very small: it could be computed from the others and the sum."""
    counts = report.participation.ideas_by_channel
    if any(is_small(count) for _way, count in counts):
        return []
    return [(typed(channel_name(way, say.language)), say.number(count)) for way, count in counts]


def ways_in(say: Phrases, report: WorkshopReport) -> Markup:
    """By name, without counts."""
    names = [typed(channel_name(way, say.language)) for way, _count in report.participation.ideas_by_channel]
    return filled(say.w._("Ways in: %(list)s."), list=joined(names, say.language))


def reading(say: Phrases) -> list[str]:
    w = say.w
    return [
        w._("Ideas are printed as people wrote them, in the language they chose. The annex has all of them whole."),
        w._("A translation says whether a person or the computer made it. The idea as written counts."),
        w._("A dashed box is a suggestion of the computer. It counts when a person has confirmed it."),
        w._("Nobody gave a name. No figure for fewer than five people is shown."),
    ]
