"""What a community profile says in words, the same on the page and on paper."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from babel.dates import format_date
from babel.lists import format_list
from babel.numbers import format_decimal, format_percent

from exports.names import channel_name, language_title
from workshop_kit import background
from workshop_kit.i18n import N_, Words, locale_of, words
from workshop_kit.profile.facts import LANGUAGE, Asked, Comparison, Count, Profile, Verdict

_VERDICTS = {
    Verdict.MORE: N_("More than live here"),
    Verdict.FEWER: N_("Fewer than live here"),
    Verdict.ALIKE: N_("About as many as live here"),
    Verdict.UNTOLD: N_("Too few people to tell"),
}
_OWN = {
    background.ROLE.id: background.ROLE,
    background.AGE.id: background.AGE,
    background.GENDER.id: background.GENDER,
}


def title(profile: Profile) -> str:
    """Such as “SMILE · Hakunila · 2026”."""
    w, wanted = words(profile.language), profile.wanted
    parts = [profile.programme, wanted.area, str(wanted.year or "")]
    return " · ".join(part for part in parts if part) or w._("All workshops")


def file_name(profile: Profile) -> str:
    """Such as `profile-smile-hakunila-2026-11-22-en.docx`: ASCII only, so that every file system takes it."""
    about = f"{profile.programme} {profile.wanted.area} {profile.wanted.year or ''}"
    letters = unicodedata.normalize("NFKD", about).encode("ascii", "ignore").decode().lower()
    plain = re.sub("[^a-z0-9]+", "-", letters).strip("-")[:50].strip("-")
    parts = ("profile", plain, profile.made_on.isoformat(), f"{profile.language}.docx")
    return "-".join(part for part in parts if part)


def size(profile: Profile) -> str:
    """Such as “14 workshops from 5 March 2024 to 13 November 2026.”"""
    w, locale = words(profile.language), locale_of(profile.language)
    held = w.n("%(n)s workshop", "%(n)s workshops", profile.workshops)
    if profile.first is None or profile.last is None:
        return w._("No workshop yet.")
    first, last = (format_date(day, format="long", locale=locale) for day in (profile.first, profile.last))
    if profile.first == profile.last:
        return w._("%(workshops)s, on %(day)s.", workshops=held, day=first)
    return w._("%(workshops)s, from %(first)s to %(last)s.", workshops=held, first=first, last=last)


def answer(w: Words, question_id: str, key: str) -> str:
    """What an answer is called; areas have their own names."""
    if question_id in _OWN:
        return w._(_OWN[question_id].answers.get(key, key))
    if question_id == background.AREA:
        return w._(background.SOMEWHERE_ELSE) if key == background.ELSEWHERE else key
    return w._(background.ANOTHER_LANGUAGE) if key == background.OTHER else language_title(key, w.language)


def others(w: Words, asked: Asked) -> str:
    """What the sum of small groups is called."""
    if asked.silent_partly:
        return w._("others in small groups, or did not say")
    return w._("others, in small groups") if asked.groups else w._("all, in small groups")


def lines(w: Words, asked: Asked) -> list[tuple[str, int, bool]]:
    """Name, people, and whether they are at least so many; small groups and who did not say come last."""
    found = [(answer(w, asked.id, group.answer), group.people, group.at_least) for group in asked.groups]
    if asked.others:
        found.append((others(w, asked), asked.others, False))
    if asked.silent:
        found.append((w._("did not say"), asked.silent, asked.silent_partly))
    return found


def number(w: Words, value: float) -> str:
    return str(format_decimal(value, locale=locale_of(w.language)))


def share(w: Words, value: float) -> str:
    return str(format_percent(value, locale=locale_of(w.language)))


def least(w: Words, said: str, at_least: bool) -> str:
    return w._("at least %(number)s", number=said) if at_least else said


def count(w: Words, told: Count | None) -> str:
    """Of people; a dash where it is not told."""
    return "–" if told is None else least(w, number(w, told.people), told.at_least)


def verdict(w: Words, found: Verdict) -> str:
    return w._(_VERDICTS[found])


def topic(w: Words, question_id: str) -> str:
    """A question in a word or two."""
    names = {
        LANGUAGE: w._("Language on the phone"),
        background.ROLE.id: w._("Here as"),
        background.AGE.id: w._("Age"),
        background.GENDER.id: w._("Gender"),
        background.AREA: w._("Lives in"),
        background.HOME_LANGUAGE: w._("Home language"),
    }
    return names[question_id]


def source(w: Words, comparisons: Sequence[Comparison]) -> str:
    """Where the figures on those who live there come from."""
    years = sorted({year for comparison in comparisons for year in comparison.years})
    named = sorted({source for comparison in comparisons for source in comparison.sources})
    told = w._("Who lives here: %(years)s.", years=listed(w, [str(year) for year in years]))
    source = w._("Source: %(source)s.", source="; ".join(named))
    return f"{told} {source}" if named else told


def channels(w: Words, by_channel: Sequence[tuple[str, int]]) -> list[tuple[str, int]]:
    return [(channel_name(channel, w.language), ideas) for channel, ideas in by_channel]


def listed(w: Words, parts: Sequence[str]) -> str:
    return str(format_list(list(parts), locale=locale_of(w.language)))


def unknown(profile: Profile) -> list[str]:
    """What the profile does not know, as sentences."""
    return [*_of_people(profile), *_of_areas(profile), *_of_content(profile)]


def _of_people(profile: Profile) -> Iterator[str]:
    w, told = words(profile.language), profile.people
    yield w._("Only people with a phone are counted. Who came to two workshops is counted twice.")
    if told.running:
        yield w.n(
            "%(n)s workshop is not over yet: its people are not counted.",
            "%(n)s workshops are not over yet: their people are not counted.",
            told.running,
        )
    if told.small:
        yield w.n(
            "%(n)s workshop had fewer than five people: they are not counted.",
            "%(n)s workshops had fewer than five people each: they are not counted.",
            told.small,
        )
    if told.unasked:
        yield w.n(
            "In %(n)s workshop nobody was asked about herself, or nobody answered.",
            "In %(n)s workshops nobody was asked about herself, or nobody answered.",
            told.unasked,
        )
    skipped = [asked for asked in told.questions if asked.silent]
    if skipped:
        said = [f"{topic(w, one.id)} {least(w, number(w, one.silent), one.silent_partly)}" for one in skipped]
        yield w._("So many people skipped a question: %(list)s.", list="; ".join(said))


def _of_areas(profile: Profile) -> Iterator[str]:
    w, areas = words(profile.language), profile.compared
    if areas.unknown:
        yield w._("Nothing is kept yet of who lives in %(areas)s.", areas=listed(w, areas.unknown))
    if areas.nameless:
        yield w.n("%(n)s workshop names no area.", "%(n)s workshops name no area.", areas.nameless)


def _of_content(profile: Profile) -> Iterator[str]:
    w, said = words(profile.language), profile.content
    if said.loose:
        yield w.n("%(n)s idea belongs to no need yet.", "%(n)s ideas belong to no need yet.", said.loose)
    if said.needs and not said.are_joined and said.workshops > 1:
        yield w._("Themes of different workshops have not been joined: a need may stand here twice.")
    if not said.services:
        yield w._("Nobody was asked yet which services they know.")
