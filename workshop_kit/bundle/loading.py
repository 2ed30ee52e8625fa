"""A bundle into the database, as a whole or not at all."""

import secrets
from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlalchemy.exc import IntegrityError, StatementError
from sqlmodel import Session, select

from models import (
    Action,
    Ballot,
    Idea,
    Note,
    Option,
    Participant,
    Service,
    Step,
    Theme,
    Translation,
    Update,
    Workshop,
)
from models.participant import LOOSE
from workshop_kit import examples, methods, participants, plan, privacy, programmes, services, votes, workshops
from workshop_kit.bundle import answers, ballots
from workshop_kit.bundle.photos import keep
from workshop_kit.bundle.schema import (
    ActionPart,
    Bundle,
    IdeaPart,
    NotePart,
    ServicePart,
    StepPart,
    ThemePart,
    VotePart,
)
from workshop_kit.errors import DamagedFile
from workshop_kit.i18n import N_, offered

_R = TypeVar("_R", Step, Theme)


class DamagedPart(DamagedFile):
    sentence = N_("This file is damaged at “%(where)s”. Nothing was changed.")


def load(db: Session, content: bytes, *, now: datetime) -> Workshop:
    """Bring a workshop in; it keeps its code where that is free. Raises DamagedFile; then nothing is changed."""
    bundle = _read(content)
    try:
        _check(bundle)
        return _Loading(db, bundle, now).run()
    except (IndexError, KeyError) as error:
        raise DamagedFile(why=N_("a part that it points to is missing")) from error
    except (IntegrityError, StatementError, OverflowError) as error:
        raise DamagedFile(why=N_("something in it does not fit together")) from error


def _read(content: bytes) -> Bundle:
    try:
        bundle = Bundle.model_validate_json(content)
    except ValidationError as error:
        where = ".".join(str(part) for part in error.errors()[0]["loc"])
        raise (DamagedPart(where=where) if where else DamagedFile(why=N_("it is not JSON"))) from error
    except (ValueError, RecursionError) as error:
        raise DamagedFile(why=N_("it is not JSON")) from error
    return bundle


def _check(bundle: Bundle) -> None:
    """What a schema cannot say: nothing twice, and votes that could have been."""
    head = bundle.workshop
    if not {head.language, *head.languages} <= set(offered()):
        raise DamagedFile(why=N_("it has a language that is not offered here"))
    if not head.title.get(head.language) or not head.question.get(head.language):
        raise DamagedFile(why=N_("its name or its question is missing"))
    if not methods.own.is_own(head.method) and head.method not in {method.id for method in methods.listed()}:
        raise DamagedFile(why=N_("its method is not known here"))
    ideas = bundle.ideas
    if _twice([idea.number for idea in ideas]) or _twice([idea.uuid for idea in ideas]):
        raise DamagedFile(why=N_("an idea is in it twice"))
    if any(_twice([translation.language for translation in idea.translations]) for idea in ideas):
        raise DamagedFile(why=N_("a translation is in it twice"))
    if _twice([table.name for table in head.tables]):
        raise DamagedFile(why=N_("a table is in it twice"))
    if _twice([note.uuid for note in bundle.notes]):
        raise DamagedFile(why=N_("a note is in it twice"))
    if _twice([picture.digest for picture in bundle.pictures]):
        raise DamagedFile(why=N_("a photo is in it twice"))
    if _twice([vote.step for vote in bundle.votes]):
        raise DamagedFile(why=N_("a vote is in it twice"))
    for vote in bundle.votes:
        ballots.check(bundle.steps[vote.step], vote)
    if _twice([part.step for part in bundle.answers]):
        raise DamagedFile(why=N_("answers are in it twice"))
    for part in bundle.answers:
        answers.check(bundle.steps, part)


def _twice(values: Sequence[object]) -> bool:
    return len(set(values)) < len(values)


class _Loading:
    """One import: rows are made in an order in which each finds the ids it points to."""

    def __init__(self, db: Session, bundle: Bundle, now: datetime) -> None:
        self.db, self.bundle, self.now = db, bundle, now
        self.workshop_id = 0  # known once the workshop's row is made

    def run(self) -> Workshop:
        self.workshop = self._workshop()
        self.workshop_id = _id(self.workshop)
        self.kept = keep(self.db, self.workshop, self.bundle, now=self.now)
        self.steps = [self._row(Step, part, position=i) for i, part in enumerate(self.bundle.steps)]
        self.themes = [self._row(Theme, part, position=i) for i, part in enumerate(self.bundle.themes)]
        self.services = [self._service(part) for part in self.bundle.services]
        self.db.flush()
        for step in self.steps:
            step.settings = answers.settings_read(step.settings, self.services)
        current = self.bundle.workshop.current_step
        self.workshop.current_step_id = self.steps[current].id if current is not None else None
        self.ideas = [self._idea(part) for part in self.bundle.ideas]
        for theme, chosen in zip(self.themes, self.bundle.themes, strict=True):
            self._chosen(theme, chosen)
        people = self._people()
        for vote in self.bundle.votes:
            self._vote(vote, people)
        keys = answers.keys_of(self.services)
        for told in self.bundle.answers:
            answers.load(self.db, self.steps[told.step], told, people, keys, self.now)
        for position, action in enumerate(self.bundle.actions):
            self._action(position, action)
        self.db.add_all(self._note(part) for part in self.bundle.notes)
        self.db.flush()
        return self.workshop

    def _workshop(self) -> Workshop:
        part = self.bundle.workshop
        taken = self.db.exec(select(Workshop).where(Workshop.code == part.code)).first() is not None
        code = workshops.free_code(self.db) if taken else part.code
        fields = part.model_dump(exclude={"code", "current_step", "screen_settings", "programme"})
        screen = part.screen_settings.model_dump(exclude_none=True)
        workshop = Workshop(**fields, screen_settings=screen, code=code, programme_id=self._programme())
        self.db.add(workshop)
        self.db.flush()
        return workshop

    def _programme(self) -> int | None:
        """The programme of this name, which is made where this laptop has none."""
        name = self.bundle.workshop.programme
        return programmes.named(self.db, name, now=self.now).id if name.strip() else None

    def _row(self, kind: type[_R], part: StepPart | ThemePart, *, position: int) -> _R:
        fields = {
            **part.model_dump(exclude_none=True, exclude={"service", "nothing_fits"}),
            "picture": self.kept[part.picture],
        }
        row = kind(**fields, workshop_id=self.workshop_id, position=position)
        self.db.add(row)
        return row

    def _service(self, part: ServicePart) -> Service:
        """The service of this laptop's catalogue where it has it; its own record is the fresher one."""
        query = select(Service).where(Service.source == part.source, Service.source_id == part.source_id)
        searched = services.searchable(part.name, part.description, part.body, part.classes)
        found = self.db.exec(query).first() or Service(**(part.model_dump() | searched))
        self.db.add(found)
        return found

    def _chosen(self, theme: Theme, part: ThemePart) -> None:
        """What a person chose for a theme."""
        if part.service is not None or part.nothing_fits:
            service = self.services[part.service] if part.service is not None else None
            examples.remember_theme(self.db, theme, service, self.workshop.language, now=self.now)

    def _idea(self, part: IdeaPart) -> Idea:
        fields = part.model_dump(exclude={"step", "theme", "translations", "picture"})
        idea = Idea(
            **fields,
            picture=self.kept[part.picture],
            workshop_id=self.workshop_id,
            step_id=self.steps[part.step].id if part.step is not None else None,
            theme_id=self.themes[part.theme].id if part.theme is not None else None,
        )
        self.db.add(idea)
        self.db.flush()
        for translation in part.translations:
            self.db.add(Translation(**translation.model_dump(), idea_id=_id(idea)))
        return idea

    def _people(self) -> list[Participant]:
        """Stand-ins for those who joined: no phone opens them, and no ballot is known to be of their language."""
        spoken = Counter(self.bundle.joined)
        people = [
            Participant(
                workshop_id=self.workshop_id,
                token_hash=LOOSE + secrets.token_hex(31),
                language=language,
                joined_at=self.now,
            )
            for language, number in sorted(spoken.items())
            for _person in range(number)
        ]
        self.db.add_all(people)
        self.db.flush()
        return people

    def _voters(self, part: VotePart, people: list[Participant]) -> list[Participant]:
        """Those who were helped, then those with phones. Up to four more may have been helped: a file never tells.

        Raises DamagedFile.
        """
        helped = max(part.helped, min(len(part.ballots) - len(people), privacy.SMALL - 1))
        if not helped <= len(part.ballots) <= len(people) + helped:
            raise DamagedFile(why=N_("it has more ballots than people"))
        found = [
            Participant(
                workshop_id=self.workshop_id,
                token_hash=LOOSE + secrets.token_hex(31),
                language=self.workshop.language,
                hand_id=participants.NO_LINK,
                joined_at=self.now,
            )
            for _ballot in range(helped)
        ]
        self.db.add_all(found)
        self.db.flush()
        return [*found, *people]

    def _vote(self, part: VotePart, people: list[Participant]) -> None:
        voters = self._voters(part, people)
        step = self.steps[part.step]
        options = [
            Option(
                **option.model_dump(exclude={"theme", "idea", "picture"}),
                picture=self.kept[option.picture],
                step_id=_id(step),
                position=i,
                theme_id=self.themes[option.theme].id if option.theme is not None else None,
                idea_id=self.ideas[option.idea].id if option.idea is not None else None,
            )
            for i, option in enumerate(part.options)
        ]
        self.db.add_all(options)
        self.db.flush()
        ids = [str(option.id) for option in options]
        if part.hands is not None:
            counted = {ids[int(place)]: answers for place, answers in part.hands.given.items()}
            votes.hands.enter(self.db, self.workshop, step, part.hands.people, counted)
        for person, ballot in zip(voters, part.ballots, strict=False):
            choices = ballots.read(step, ballot, ids)
            self.db.add(Ballot(step_id=_id(step), participant_id=_id(person), choices=choices, cast_at=self.now))

    def _action(self, position: int, part: ActionPart) -> None:
        fields = part.model_dump(exclude={"uuid", "theme", "service", "partners", "updates"})
        action = Action(
            **(fields | self._own_name(part.uuid)),
            workshop_id=self.workshop_id,
            position=position,
            theme_id=self.themes[part.theme].id if part.theme is not None else None,
            service_id=self.services[part.service].id if part.service is not None else None,
        )
        self.db.add(action)
        self.db.flush()
        self.db.add_all(Update(**told.model_dump(), action_id=_id(action)) for told in part.updates)
        plan.set_partners(self.db, action, [self.services[place] for place in part.partners])

    def _note(self, part: NotePart) -> Note:
        fields = part.model_dump(exclude={"step", "picture"})
        step_id = self.steps[part.step].id if part.step is not None else None
        return Note(**fields, workshop_id=self.workshop_id, step_id=step_id, picture=self.kept[part.picture])

    def _own_name(self, uuid: str | None) -> dict[str, str]:
        """The name of an action in sheets; where this laptop has it already, the copy gets another."""
        taken = self.db.exec(select(Action).where(Action.uuid == uuid)).first() is not None
        return {"uuid": uuid} if uuid and not taken else {}


def _id(row: Workshop | Idea | Step | Participant | Action) -> int:
    assert row.id is not None
    return row.id
