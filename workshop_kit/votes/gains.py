"""Who gains by a shortlist: how many people get at least one of their choices, by the language of their phones."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from sqlmodel import Session, select

from models import Ballot, Option, Participant
from models.participant import LOOSE
from workshop_kit import privacy
from workshop_kit.votes.results import Result
from workshop_kit.votes.wishes import points


@dataclass(frozen=True)
class Gain:
    """Of a group: how many get at least one of their choices; None where it would tell of one to four."""

    language: str  # empty: all phones
    people: int
    covered: int | None
    most: bool  # whether it is more than half of them


def of(db: Session, found: Result, chosen: Sequence[Option]) -> tuple[Gain, ...]:
    """All phones, and each language of at least five voters; who votes for what is never told of a small group."""
    if found.is_small or not found.ballots:
        return ()
    ids = [str(option.id) for option in chosen]
    query = select(Ballot.choices, Participant.language, Participant.token_hash).where(
        Ballot.step_id == found.step.id
    )
    rows = list(db.exec(query.join(Participant)))
    people, covered = Counter(language for _choices, language, _token in rows), Counter[str]()
    for choices, language, _token in rows:
        covered[language] += any(points(found.step, choices.get(key)) for key in ids)
    everybody = _gain("", people.total(), covered.total())
    if any(token.startswith(LOOSE) for _choices, _language, token in rows):
        return (everybody,)  # whose ties are cut has anybody's language
    groups = [_gain(code, n, covered[code]) for code, n in privacy.grouped(people).shown]
    return everybody, *_without_the_rest(everybody, groups)


def _without_the_rest(everybody: Gain, groups: Sequence[Gain]) -> list[Gain]:
    """The groups, so that nothing can be told of the others by taking these from everybody."""
    kept = list(groups)
    while told := [gain for gain in kept if gain.covered is not None]:
        people = everybody.people - sum(gain.people for gain in told)
        covered = (everybody.covered or 0) - sum(gain.covered or 0 for gain in told)
        alone = [n for n in (covered, people - covered) if privacy.people(n) is None]
        if everybody.covered is None or not alone:
            break
        least = min(told, key=lambda gain: gain.people)
        kept = [replace(gain, covered=None) if gain is least else gain for gain in kept]
    return kept


def _gain(language: str, people: int, covered: int) -> Gain:
    told = privacy.people(covered) is not None and privacy.people(people - covered) is not None
    return Gain(language, people, covered if told else None, 2 * covered > people)


def apart(own: Sequence[Gain], other: Sequence[Gain]) -> tuple[Gain, ...]:
    """The others without the numbers that would tell of one to four people beside our own."""
    ours = {gain.language: gain.covered for gain in own}
    kept = [
        replace(gain, covered=None)
        if gain.covered is not None and privacy.people(abs(gain.covered - (ours[gain.language] or 0))) is None
        else gain
        for gain in other
    ]
    return (kept[0], *_without_the_rest(kept[0], kept[1:])) if kept else ()
