"""Writing and voting for somebody who has no phone.

Her ballot belongs to a participant as whom nobody can come back, and no page shows it again. What is known is the
link that it came by, so that the facilitator can take out a link's votes. The form's id makes sending it twice one
ballot.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import uuid4

from models import Channel, Step, VotingMethod
from workshop_kit import hands, ideas, participants, steps, store, votes
from workshop_kit.errors import BadRequest, VoteClosed, Wrong
from workshop_kit.i18n import N_, Chosen, pick
from workshop_kit.phone import ballots
from workshop_kit.phone.asking import Form
from workshop_kit.phone.ballots import OptionCard
from workshop_kit.phone.roles.scribe import card_facts, write_card
from workshop_kit.phone.visits import Visit
from workshop_kit.phone.working import Working
from workshop_kit.votes.methods import pairs


class UnclearBallot(Wrong):
    sentence = N_("Nothing is chosen yet. Choose together, then send.")


@dataclass(frozen=True)
class Sheet:
    """An empty ballot, with a field `choice-…` for each choice, statement or pair."""

    step_id: int
    method: VotingMethod
    heading: str
    explained: str
    prompt: Chosen
    options: list[OptionCard]
    pairs: list[tuple[str, OptionCard, OptionCard]]
    most: int  # dots for one choice
    form_id: str
    helped: int | None  # how many have voted without a phone, where that may be told

    @property
    def dots(self) -> list[tuple[int, int]]:
        """What one choice can get."""
        return [(number, number) for number in range(self.most + 1)]


def facts(here: Working) -> dict[str, Any]:
    return {"sheet": _sheet(here), **card_facts(here, here.language)}


def _sheet(here: Working) -> Sheet | None:
    step = here.step
    if step is None or not votes.is_vote(step) or not votes.is_open(step):
        return None
    visit = Visit(here.db, here.workshop, None, here.language)
    options = ballots.cards(visit, step, {})
    by_id = {option.id: option for option in options}
    method = votes.method_of(step)
    two = pairs.of(list(by_id)) if method == VotingMethod.PAIRS else []
    return Sheet(
        step.id or 0,
        method,
        votes.telling.heading(here.said, step),
        votes.telling.explained(here.said, step),
        pick(step.prompt, here.language, here.workshop.language),
        options,
        [(pairs.name(a, b), by_id[a], by_id[b]) for a, b in two],
        votes.cap_of(step),
        str(uuid4()),
        votes.helped.told(here.db, step) or None,
    )


def _card(here: Working, fields: Form) -> str:
    idea = write_card(here, fields, Channel.HELPER)
    return here.said._("Written down. It is number %(number)s.", number=idea.number)


def _vote(here: Working, fields: Form) -> str:
    step, given = _step(here, fields), {n: text for n, text in fields.items() if n.startswith(ballots.FIELD)}
    choices = ballots.from_form(given, {})
    _refuse_unclear(votes.method_of(step), choices)
    secret = f"{hands.token(here.hand)} {ideas.uuid_of(fields.get('id', ''))}"
    person = participants.stand_in(here.db, here.workshop, here.hand, here.language, secret)
    votes.helped.cast(here.db, step, person, choices, now=store.now())
    return here.said._("This vote has arrived and stays as it is. You can help the next person now.")


def _refuse_unclear(method: VotingMethod, choices: Mapping[str, int]) -> None:
    """A ballot that is filled in for another is never sent empty by mistake. Raises UnclearBallot."""
    unclear = UnclearBallot()
    if method == VotingMethod.RANKING and len(set(choices.values())) < len(choices):
        unclear.sentence = N_("Two of them have the same place. Give each place once.")
        raise unclear
    if not choices or (method == VotingMethod.DOTS and not any(choices.values())):
        raise unclear


ACTS: Mapping[str, Callable[[Working, Form], str]] = {"card": _card, "vote": _vote}


def _step(here: Working, fields: Form) -> Step:
    """The vote that was on the page. Raises BadRequest, NoSuchStep, VoteClosed."""
    text = fields.get("step", "")
    if not (text.isascii() and text.isdecimal() and len(text) < 10):
        raise BadRequest()
    step = steps.by_id(here.db, here.workshop, int(text))
    if not votes.is_vote(step) or not votes.is_open(step):
        raise VoteClosed()
    return step
