"""The short questions of an evening: which there are, and which of them a feedback step asks.

Each is answered with one of five faces, 1 to 5, the worst first; a service with one of three answers. What is asked
about the city can be asked before and again at the end: the same id in two steps of one agenda is a pair.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import PhoneMode, Service, Step, StepKind, Texts, Workshop
from workshop_kit import steps, workshops
from workshop_kit.errors import Wrong
from workshop_kit.i18n import N_, everywhere

MOST = 6
"""Questions that one step may ask, and services."""
MINUTES = 3
"""Of a step that asks at the beginning."""


class NotAsked(Wrong):
    sentence = N_("This question is not asked here.")


@dataclass(frozen=True)
class Question:
    id: str
    sentence: str
    answers: tuple[str, ...]  # what 1, 2 … stand for


BADLY_WELL = (N_("Very bad"), N_("Rather bad"), N_("In between"), N_("Rather good"), N_("Very good"))
NO_YES = (N_("No"), N_("Rather no"), N_("In between"), N_("Rather yes"), N_("Yes"))
SERVICE_ANSWERS = (N_("New to me"), N_("I know it"), N_("I use it"))
SERVICE = "service-"
"""Begins the key of an answer about a service; then comes its id."""

TWICE = (
    Question("know_where", N_("I know where to get help in this city."), NO_YES),
    Question("heard", N_("I feel heard in this city."), NO_YES),
    Question("know_people", N_("I know people here whom I can ask."), NO_YES),
)
"""About the city: asked before and after."""
EXIT = (
    Question("evening", N_("How was this evening for you?"), BADLY_WELL),
    Question("said", N_("I could say what I wanted to say."), NO_YES),
    Question("understood", N_("I understood what was said."), NO_YES),
    Question("change", N_("Something will change because of this evening."), NO_YES),
    Question("again", N_("I would come again."), NO_YES),
)
QUESTIONS: Mapping[str, Question] = {question.id: question for question in (*TWICE, *EXIT)}

TITLE = N_("A few questions")
SAY = N_(
    "“Tap a face for each sentence on your phone. You may skip what you like. Nobody sees who answered what.” "
    "Read the sentences aloud, and let the interpreters follow."
)
PROMPT = N_("Before we begin: how is it for you now?")


@dataclass(frozen=True)
class Asked:
    """What a step asks on phones."""

    questions: tuple[Question, ...]
    services: tuple[Service, ...]

    @property
    def keys(self) -> dict[str, int]:
        """Key of an answer -> its highest number. The lowest is 1."""
        asked = {question.id: len(question.answers) for question in self.questions}
        return asked | {key_of(service): len(SERVICE_ANSWERS) for service in self.services}


def key_of(service: Service) -> str:
    return f"{SERVICE}{service.id}"


def asks(step: Step | None) -> bool:
    """Whether anything was chosen that phones ask in this step."""
    return step is not None and step.kind == StepKind.FEEDBACK and bool(_ids(step) or service_ids(step))


def chosen(step: Step) -> tuple[Question, ...]:
    """Those about the city and the evening, in the order of the kit."""
    return tuple(QUESTIONS[id] for id in _ids(step)) if step.kind == StepKind.FEEDBACK else ()


def asked(db: Session, workshop: Workshop, step: Step) -> Asked:
    """What the step asks, in its order. Where children take part, nothing about the services that somebody uses."""
    if step.kind != StepKind.FEEDBACK:
        return Asked((), ())
    ids = [] if workshop.for_children else service_ids(step)
    found = (
        {service.id: service for service in db.exec(select(Service).where(col(Service.id).in_(ids)))} if ids else {}
    )
    return Asked(chosen(step), tuple(found[id] for id in ids if id in found))


def choose(db: Session, workshop: Workshop, step: Step, ids: Sequence[str], services: Sequence[int] = ()) -> None:
    """Ask these, in the order of the kit, and these services; nothing at all is the calm screen of before.

    Answers to what is asked no more are kept, and count again once it is. Raises NotAsked, Wrong.
    """
    if step.kind != StepKind.FEEDBACK or not set(ids) <= set(QUESTIONS):
        raise NotAsked()
    wanted = list(dict.fromkeys(services))
    there = set(db.exec(select(Service.id).where(col(Service.id).in_(wanted)))) if wanted else set()
    if not set(wanted) <= there:
        raise NotAsked()
    if len(set(ids)) > MOST or len(wanted) > MOST:
        raise Wrong()
    before = asks(step)
    step.settings = {**step.settings, "questions": [id for id in QUESTIONS if id in ids], "services": wanted}
    if asks(step) != before:
        step.phones = PhoneMode.WRITE if asks(step) else PhoneMode.LISTEN
    db.add(step)
    workshops.touch(db, workshop)


def usual(agenda: Sequence[Step], step: Step) -> tuple[str, ...]:
    """The questions that fit where a step stands.

    In the first half of the agenda those about the city; later the same again, and how the evening was.
    """
    before = tuple(question.id for question in TWICE)
    played = [one for one in steps.played(agenda) if one.id != step.id]
    earlier = sum(one.position < step.position for one in played)
    if played and 2 * earlier < len(played):
        return before
    return (*before, *(question.id for question in EXIT[: MOST - len(before)]))


def can_begin(agenda: Sequence[Step]) -> bool:
    """Whether questions at the beginning may still be added: nothing asks there, and people only arrive by now."""
    place = _after_welcome(agenda)
    half = agenda[: max(place + 1, len(agenda) // 2)]
    return bool(agenda) and not any(map(asks, half)) and all(one.started_at is None for one in agenda[place:])


def add_at_beginning(db: Session, workshop: Workshop) -> Step | None:
    """A step of three minutes after the welcome that asks about the city; None where it comes too late for that."""
    agenda = steps.agenda(db, workshop)
    if not can_begin(agenda):
        return None
    words = {name: in_each_language(text) for name, text in (("title", TITLE), ("say", SAY), ("prompt", PROMPT))}
    step = steps.add(db, workshop, StepKind.FEEDBACK, minutes=MINUTES, **words)
    steps.move(db, workshop, step, _after_welcome(agenda) - len(agenda))
    choose(db, workshop, step, [question.id for question in TWICE])
    return step


def _after_welcome(agenda: Sequence[Step]) -> int:
    """How many steps stand before the place of questions at the beginning."""
    return next((place for place, step in enumerate(agenda, start=1) if step.kind == StepKind.WELCOME), 0)


def in_each_language(sentence: str) -> Texts:
    """In those in which we have it."""
    return {code: text for code, text in everywhere(sentence).items() if code == "en" or text != sentence}


def _ids(step: Step) -> list[str]:
    """Those that this kit knows: a file may come from another."""
    chosen = step.settings.get("questions") or []
    return [id for id in QUESTIONS if id in chosen]


def service_ids(step: Step) -> list[int]:
    return list(step.settings.get("services") or [])
