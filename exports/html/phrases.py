"""Facts of a report in words and signs, the same in every section."""

from dataclasses import dataclass
from datetime import date, time

from babel.dates import format_date, format_time
from babel.numbers import format_decimal

from workshop_kit.i18n import Words, locale_of, words
from workshop_kit.report import SMALL, ThemeSection, WorkshopReport


def is_small(count: int | None) -> bool:
    return count is None or count < SMALL


@dataclass(frozen=True)
class Phrases:
    """The document's language, and what is said in it."""

    language: str

    @property
    def w(self) -> Words:
        return words(self.language)

    @property
    def locale(self) -> str:
        return locale_of(self.language)

    def day(self, when: date) -> str:
        return format_date(when, format="long", locale=self.locale)

    def short_day(self, when: date) -> str:
        """For narrow columns."""
        return format_date(when, format="medium", locale=self.locale)

    def clock(self, when: time) -> str:
        return format_time(when, format="short", locale=self.locale)

    def number(self, value: float) -> str:
        return format_decimal(value, locale=self.locale)

    def people(self, count: int | None) -> str:
        """A number of people, never one below `SMALL`."""
        return self.w._("fewer than five") if is_small(count) else self.number(count or 0)

    def asked_by(self, theme: ThemeSection) -> str:
        ideas = self.w.n("%(n)s idea", "%(n)s ideas", len(theme.ideas))
        languages = self.w.n("%(n)s language", "%(n)s languages", theme.languages)
        return self.w._("%(ideas)s in %(languages)s.", ideas=ideas, languages=languages)

    def size(self, report: WorkshopReport) -> list[str]:
        """Such as “41 people”, “13 languages”, “150 ideas”, “3 actions”."""
        w, took_part = self.w, report.participation
        facts = []
        if not is_small(took_part.joined):
            facts.append(w._("%(count)s people", count=self.people(took_part.joined)))
        if took_part.languages > 1:
            facts.append(w.n("%(n)s language", "%(n)s languages", took_part.languages))
        facts.append(w.n("%(n)s idea", "%(n)s ideas", took_part.ideas))
        facts.append(w.n("%(n)s action", "%(n)s actions", len(report.actions)))
        return facts

    def place(self, report: WorkshopReport) -> str:
        return ", ".join(dict.fromkeys(part for part in (report.venue, report.area) if part))
