"""Those who took part beside those who live there.

Who lives in an area are statistics that anybody may read. "More" and "fewer" are said only where a number of people
is told and the share of those who live there lies outside of the interval around the share of those who took part
(Wilson's, 95 %): else chance alone could make the difference. People come with family and friends, so the true
intervals are wider: these words are a reason to look, not a proof.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, field

from sqlmodel import Session, col, select

from models import Area, Population
from workshop_kit import background, insights
from workshop_kit.evaluation.compare import wilson
from workshop_kit.insights import Filter, folded
from workshop_kit.profile.facts import LANGUAGE, Asked, Beside, Compared, Comparison, People, Verdict

TOPICS = (background.HOME_LANGUAGE, background.AGE.id, background.GENDER.id)
CLOSE = 0.1
""""About as many" is said where the interval reaches no further than this to either side."""
MOST = 8
"""Languages beside each other; the largest there and here."""


def of(db: Session, wanted: Filter, told: People) -> Compared:
    """Only where there are figures on all areas of the workshops: some of them would be the shares of others."""
    workshops = insights.workshops(db, wanted)
    names = {folded(workshop.area): workshop.area.strip() for workshop in workshops if workshop.area.strip()}
    statistics = _statistics(db, names)
    known = {area for areas in statistics.values() for area in areas}
    made = []
    for topic in TOPICS:
        asked = _asked(told, topic)
        if asked is not None and asked.answered and names and statistics[topic].keys() == names.keys():
            made.append(_comparison(topic, asked, list(statistics[topic].values())))
    return Compared(
        comparisons=tuple(each for each in made if each.rows),
        areas=tuple(sorted(names.values(), key=folded)),
        unknown=tuple(sorted((name for key, name in names.items() if key not in known), key=folded)),
        nameless=sum(not workshop.area.strip() for workshop in workshops),
    )


def verdict(least: int, most: int, of: int, lives: float) -> Verdict:
    """How a number of people, which lies between two, stands to the share of those who live there."""
    if not of:
        return Verdict.UNTOLD
    (low, _above), (_below, high) = wilson(least, of), wilson(most, of)
    if not low <= lives <= high:
        return Verdict.MORE if lives < low else Verdict.FEWER
    near = max(high - least / of, most / of - low) <= CLOSE
    return Verdict.ALIKE if near else Verdict.UNTOLD


# --------------------------------------------------------------------------------------------------------


@dataclass
class _Statistic:
    """Who lives in one area, by one topic, in the latest year that is known."""

    year: int = 0
    people: dict[str, int] = field(default_factory=dict)
    sources: set[str] = field(default_factory=set)

    def take(self, row: Population) -> None:
        if row.year > self.year:
            self.year, self.people, self.sources = row.year, {}, set()
        if row.year == self.year:
            self.people[row.answer] = row.people
            self.sources |= {row.source} - {""}


def _statistics(db: Session, names: dict[str, str]) -> dict[str, dict[str, _Statistic]]:
    """Topic -> area -> statistic, of some areas."""
    found: dict[str, dict[str, _Statistic]] = defaultdict(lambda: defaultdict(_Statistic))
    query = select(Area.name, Population).join(Area).where(col(Population.topic).in_(TOPICS))
    for name, row in db.exec(query.order_by(col(Population.id))):
        if folded(name) in names:
            found[row.topic][folded(name)].take(row)
    return found


def _asked(told: People, topic: str) -> Asked | None:
    """The question that is compared; the language on the phone where nobody was asked for that at home."""
    found = told.question(topic)
    return told.question(LANGUAGE) if found is None and topic == background.HOME_LANGUAGE else found


def _comparison(topic: str, asked: Asked, statistics: Sequence[_Statistic]) -> Comparison:
    lives: dict[str, int] = defaultdict(int)
    for statistic in statistics:
        for answer, people in statistic.people.items():
            lives[answer] += people
    residents = sum(lives.values())
    rows = [_beside(asked, answer, lives[answer] / residents) for answer in _answers(topic, asked, lives)]
    return Comparison(
        topic=topic,
        asked=asked.id,
        people=asked.answered or 0,
        residents=residents,
        years=tuple(sorted({statistic.year for statistic in statistics})),
        sources=tuple(sorted(set().union(*(statistic.sources for statistic in statistics)))),
        rows=tuple(rows),
    )


def _answers(topic: str, asked: Asked, lives: dict[str, int]) -> list[str]:
    """Bands in their order; of languages those that most people there or here have."""
    if topic != background.HOME_LANGUAGE:
        question = {background.AGE.id: background.AGE, background.GENDER.id: background.GENDER}[topic]
        return [answer for answer in question.answers if answer in lives]
    here = {group.answer: group.people for group in asked.groups}
    known = sorted(set(lives) - {background.OTHER}, key=lambda code: (-lives[code], code))
    first = {*known[: MOST - 3], *sorted(here.keys() & set(known), key=lambda code: -here[code])[:MOST]}
    return [code for code in known if code in first][:MOST]


def _beside(asked: Asked, answer: str, lives: float) -> Beside:
    """Nothing is said of a group that is not told, even where its share must be small."""
    group = next((group for group in asked.groups if group.answer == answer), None)
    answered = asked.answered or 0
    if not answered or (group is None and asked.others):
        return Beside(answer, None, False, lives, Verdict.UNTOLD)
    count, at_least = (group.people, group.at_least) if group else (0, False)
    most = min(answered, count + asked.others) if at_least else count
    return Beside(answer, count / answered, at_least, lives, verdict(count, most, answered, lives))
