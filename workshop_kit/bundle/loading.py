"""A bundle into the database, as a whole or not at all."""

import secrets
from collections import Counter
from datetime import datetime
from typing import TypeVar

from pydantic import ValidationError
from sqlmodel import Session, select

from models import Action, Ballot, Idea, Option, Participant, Service, Step, Theme, Translation, Workshop
from workshop_kit import methods, workshops
from workshop_kit.bundle.schema import ActionPart, Bundle, IdeaPart, Part, ServicePart, VotePart
from workshop_kit.errors import DamagedFile
from workshop_kit.i18n import LANGUAGES, N_

_R = TypeVar("_R", Step, Theme)


def load(db: Session, content: bytes, *, now: datetime) -> Workshop:
    """Bring a workshop in; it keeps its code where that is free. Raises DamagedFile; then nothing is changed."""
    bundle = _read(content)
    try:
        return _Loading(db, bundle, now).run()
    except (IndexError, KeyError) as error:
        raise DamagedFile(why=N_("a part that it points to is missing")) from error


def _read(content: bytes) -> Bundle:
    try:
        bundle = Bundle.model_validate_json(content)
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        raise DamagedFile(why=f"{where}: {first['msg']}" if where else N_("it is not JSON")) from error
    except (ValueError, RecursionError) as error:
        raise DamagedFile(why=N_("it is not JSON")) from error
    _check(bundle)
    return bundle


def _check(bundle: Bundle) -> None:
    methods.by_id(bundle.workshop.method)
    languages = {bundle.workshop.language, *bundle.workshop.languages, *(idea.language for idea in bundle.ideas)}
    if not languages <= LANGUAGES.keys():
        raise DamagedFile(why=N_("it has a language that is not known here"))
    numbers = [idea.number for idea in bundle.ideas]
    if len(set(numbers)) < len(numbers) or len({idea.uuid for idea in bundle.ideas}) < len(numbers):
        raise DamagedFile(why=N_("an idea is in it twice"))
    places = [place for idea in bundle.ideas for place in (idea.step, idea.theme)]
    if any(place is not None and place < 0 for place in places) or any(n < 0 for n in bundle.joined.values()):
        raise DamagedFile(why=N_("a number in it is below zero"))
    if sum(bundle.joined.values()) > 100_000:
        raise DamagedFile(why=N_("it has more people than a city"))


class _Loading:
    """One import: rows are made in an order in which each finds the ids it points to."""

    def __init__(self, db: Session, bundle: Bundle, now: datetime) -> None:
        self.db, self.bundle, self.now = db, bundle, now
        self.workshop_id = 0  # known once the workshop's row is made

    def run(self) -> Workshop:
        self.workshop = self._workshop()
        self.workshop_id = _id(self.workshop)
        self.steps = [self._row(Step, part, position=i) for i, part in enumerate(self.bundle.steps)]
        self.themes = [self._row(Theme, part, position=i) for i, part in enumerate(self.bundle.themes)]
        self.services = [self._service(part) for part in self.bundle.services]
        self.db.flush()
        current = self.bundle.workshop.current_step
        self.workshop.current_step_id = self.steps[current].id if current is not None else None
        for idea in self.bundle.ideas:
            self._idea(idea)
        people = self._people()
        for vote in self.bundle.votes:
            self._vote(vote, people)
        for position, action in enumerate(self.bundle.actions):
            self._action(position, action)
        self.db.flush()
        return self.workshop

    def _workshop(self) -> Workshop:
        part = self.bundle.workshop
        taken = self.db.exec(select(Workshop).where(Workshop.code == part.code)).first() is not None
        code = workshops.free_code(self.db) if taken else part.code
        workshop = Workshop(**part.model_dump(exclude={"code", "current_step"}), code=code)
        self.db.add(workshop)
        self.db.flush()
        return workshop

    def _row(self, kind: type[_R], part: Part, *, position: int) -> _R:
        row = kind(**part.model_dump(), workshop_id=self.workshop_id, position=position)
        self.db.add(row)
        return row

    def _service(self, part: ServicePart) -> Service:
        """The service of this laptop's catalogue where it has it; its own record is the fresher one."""
        query = select(Service).where(Service.source == part.source, Service.source_id == part.source_id)
        found = self.db.exec(query).first() or Service(**part.model_dump())
        self.db.add(found)
        return found

    def _idea(self, part: IdeaPart) -> None:
        fields = part.model_dump(exclude={"step", "theme", "translations", "uuid"})
        idea = Idea(
            **fields,
            uuid=part.uuid,
            workshop_id=self.workshop_id,
            step_id=self.steps[part.step].id if part.step is not None else None,
            theme_id=self.themes[part.theme].id if part.theme is not None else None,
        )
        self.db.add(idea)
        self.db.flush()
        for translation in part.translations:
            self.db.add(Translation(**translation.model_dump(), idea_id=_id(idea)))

    def _people(self) -> list[Participant]:
        """Stand-ins for those who joined: nobody's phone opens them."""
        spoken = Counter(self.bundle.joined)
        people = [
            Participant(
                workshop_id=self.workshop_id,
                token_hash=secrets.token_hex(32),
                language=language,
                joined_at=self.now,
            )
            for language, number in sorted(spoken.items())
            for _person in range(number)
        ]
        self.db.add_all(people)
        self.db.flush()
        return people

    def _vote(self, part: VotePart, people: list[Participant]) -> None:
        if len(part.ballots) > len(people):
            raise DamagedFile(why=N_("it has more ballots than people"))
        step = self.steps[part.step]
        options = [
            Option(
                **option.model_dump(exclude={"theme"}),
                step_id=_id(step),
                position=i,
                theme_id=self.themes[option.theme].id if option.theme is not None else None,
            )
            for i, option in enumerate(part.options)
        ]
        self.db.add_all(options)
        self.db.flush()
        for person, ballot in zip(people, part.ballots, strict=False):
            choices = {str(options[place].id): dots for place, dots in ballot.items()}
            self.db.add(Ballot(step_id=_id(step), participant_id=_id(person), choices=choices, cast_at=self.now))

    def _action(self, position: int, part: ActionPart) -> None:
        fields = part.model_dump(exclude={"theme", "service"})
        self.db.add(
            Action(
                **fields,
                workshop_id=self.workshop_id,
                position=position,
                theme_id=self.themes[part.theme].id if part.theme is not None else None,
                service_id=self.services[part.service].id if part.service is not None else None,
            )
        )


def _id(row: Workshop | Idea | Step | Participant) -> int:
    assert row.id is not None
    return row.id
