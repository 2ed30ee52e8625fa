"""Optional questions about who takes part: only counted, never of children, never told for fewer than five."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Participant, Workshop
from workshop_kit.errors import BadRequest
from workshop_kit.i18n import LANGUAGES, N_
from workshop_kit.privacy import Groups, grouped

AREA, HOME_LANGUAGE = "area", "home_language"
ELSEWHERE = "elsewhere"
OTHER = "other"


@dataclass(frozen=True)
class Question:
    """A question and its answers: key -> sentence of ours. Where `is_own`, only the
    last answer is ours, and the others are names."""

    id: str
    sentence: str
    answers: Mapping[str, str]
    is_own: bool = False


ROLE = Question(
    "role",
    N_("I am here as"),
    {
        "family": N_("a parent or family member"),
        "young": N_("a young person"),
        "school": N_("a school or daycare worker"),
        "association": N_("somebody from an association"),
        "official": N_("a city or county worker"),
        OTHER: N_("somebody else"),
    },
)
AGE = Question(
    "age",
    N_("Age"),
    {
        "under_18": N_("under 18"),
        "18_29": N_("18–29"),
        "30_44": N_("30–44"),
        "45_64": N_("45–64"),
        "65_up": N_("65 or more"),
    },
)
GENDER = Question("gender", N_("Gender"), {"woman": N_("woman"), "man": N_("man"), OTHER: N_("another")})
WHERE = N_("Where do you live?")
SPOKEN = N_("Which language do you speak at home?")
SOMEWHERE_ELSE = N_("somewhere else")
ANOTHER_LANGUAGE = N_("another language")

SENTENCES = {
    ROLE.id: ROLE.sentence,
    AGE.id: AGE.sentence,
    GENDER.id: GENDER.sentence,
    AREA: WHERE,
    HOME_LANGUAGE: SPOKEN,
}
"""Id -> sentence of the questions there are, in the order in which they are asked."""

IDS = tuple(SENTENCES)


def question(workshop: Workshop, id: str) -> Question:
    """A question as this workshop asks it. Raises KeyError for an unknown id."""
    if id == AREA:
        areas = {name: name for name in workshop.areas}
        return Question(AREA, WHERE, {**areas, ELSEWHERE: SOMEWHERE_ELSE}, is_own=True)
    if id == HOME_LANGUAGE:
        spoken = {language.code: language.name for language in LANGUAGES.values()}
        return Question(HOME_LANGUAGE, SPOKEN, {**spoken, OTHER: ANOTHER_LANGUAGE}, is_own=True)
    return {ROLE.id: ROLE, AGE.id: AGE, GENDER.id: GENDER}[id]


def asked(workshop: Workshop) -> tuple[Question, ...]:
    """The questions of a workshop; none where children take part, whatever else was chosen."""
    if workshop.for_children:
        return ()
    chosen = [id for id in IDS if id in workshop.ask_about and (id != AREA or workshop.areas)]
    return tuple(question(workshop, id) for id in chosen)


def answer(db: Session, workshop: Workshop, participant: Participant, given: Mapping[str, str]) -> None:
    """Keep what somebody told about herself; what she skipped is not kept. Raises BadRequest."""
    about = {}
    for each in asked(workshop):
        said = given.get(each.id, "")
        if said and said not in each.answers:
            raise BadRequest()
        if said:
            about[each.id] = said
    participant.about = about
    db.add(participant)


def forget_unasked(db: Session, workshop: Workshop) -> None:
    """Erase the answers to what this workshop asks no longer: all of them where children take part."""
    ids = {each.id for each in asked(workshop)}
    for participant in db.exec(select(Participant).where(Participant.workshop_id == workshop.id)):
        if participant.about.keys() - ids:
            participant.about = {id: said for id, said in participant.about.items() if id in ids}
            db.add(participant)


def counts(db: Session, workshop: Workshop) -> dict[str, Groups]:
    """Question id -> how many gave each answer, with the small groups hidden. Who skipped it is not counted."""
    with_phone = Participant.workshop_id == workshop.id, col(Participant.hand_id).is_(None)
    told = list(db.exec(select(Participant.about).where(*with_phone)))
    found = {}
    for each in asked(workshop):
        given = Counter(about[each.id] for about in told if each.id in about)
        if given:
            found[each.id] = grouped(given)
    return found
