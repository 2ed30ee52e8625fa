"""Ballots in a bundle: options by their places, and nothing that could not have been cast."""

from collections.abc import Mapping, Sequence
from typing import Any

from models import Option, Step, VotingMethod
from workshop_kit import privacy, votes
from workshop_kit.bundle.schema import HandsPart, StepPart, VotePart
from workshop_kit.errors import DamagedFile, WorkshopError
from workshop_kit.i18n import N_
from workshop_kit.votes.methods import method, pairs

Ballot = Mapping[str, int]


def written(step: Step, ballot: Ballot, place: Mapping[str, int]) -> dict[str, int]:
    """A ballot with places instead of ids; what it gives to options that are gone is left out."""
    if votes.method_of(step) == VotingMethod.PAIRS:
        return dict(_written_pairs(ballot, place))
    kept = {option: number for option, number in ballot.items() if option in place}
    if votes.method_of(step) == VotingMethod.RANKING:
        kept = {option: at for at, option in enumerate(sorted(kept, key=lambda one: kept[one]), start=1)}
    return {str(place[option]): number for option, number in kept.items()}


def _written_pairs(ballot: Ballot, place: Mapping[str, int]) -> list[tuple[str, int]]:
    found = []
    for pair, chosen in ballot.items():
        if all(option in place for option in pairs.both(pair)):
            first, second = sorted(pairs.both(pair), key=lambda option: place[option])
            found.append((f"{place[first]}-{place[second]}", {first: 1, second: 2}.get(str(chosen), 0)))
    return found


def read(step: Step, ballot: Ballot, ids: Sequence[str]) -> dict[str, int]:
    """The other way round. Raises IndexError for a place that there is not."""
    if votes.method_of(step) != VotingMethod.PAIRS:
        return {ids[int(place)]: number for place, number in ballot.items()}
    found = {}
    for pair, chosen in ballot.items():
        two = [ids[int(place)] for place in pairs.both(pair)]
        found[pairs.name(*two)] = int(two[chosen - 1]) if chosen else pairs.NEITHER
    return found


def hands_written(tally: Any, place: Mapping[str, int]) -> HandsPart | None:
    if tally is None or privacy.people(tally.people) is None:
        return None
    given = {str(place[option]): answers for option, answers in tally.given.items() if option in place}
    return HandsPart(people=tally.people, given=given)


def check(part: StepPart, vote: VotePart) -> None:
    """Raises DamagedFile for a ballot that its vote would have refused."""
    step = Step(
        workshop_id=0, position=0, kind=part.kind, minutes=1, settings=part.settings.model_dump(exclude_none=True)
    )
    if not votes.is_vote(step):
        raise DamagedFile(why=N_("it has ballots in a step that is no vote"))
    options = [Option(id=i, step_id=0, position=i, cost=one.cost) for i, one in enumerate(vote.options, start=1)]
    ids = [str(option.id) for option in options]
    way, known = method(step, options), dict.fromkeys(ids, True)
    try:
        for ballot in vote.ballots:
            way.checked(read(step, ballot, ids), known)
        if vote.hands is not None:
            given = {ids[int(place)]: answers for place, answers in vote.hands.given.items()}
            votes.hands.check(step, options, vote.hands.people, given)
    except (WorkshopError, ValueError) as refusal:
        raise DamagedFile(why=N_("it has a ballot that its vote does not allow")) from refusal
