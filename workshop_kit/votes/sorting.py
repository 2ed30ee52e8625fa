"""A card sort: people put ideas into the themes of the board, each on her own phone.

A ballot says for each card to which theme it belongs: the theme's id, NOWHERE where none fits, or UNSURE where the
person cannot say. What comes of it is decided on the board.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from sqlmodel import Session, col, select

from models import Idea, IdeaState, Source, Theme, Workshop
from workshop_kit.errors import NothingToSort, UnknownOption
from workshop_kit.votes.methods.rules import still_in

NOWHERE, UNSURE = 0, -1
MOST_CARDS = 40
FEWEST_THEMES = 2


@dataclass(frozen=True)
class Sorting:
    cards: int
    themes: Mapping[int, bool]  # the workshop's themes, and whether each can be sorted into

    def checked(self, given: Mapping[str, int], known: Mapping[str, bool]) -> dict[str, int]:
        """What counts of it; a page from before may name a theme that is gone. Raises UnknownOption."""
        if any(place not in self.themes and place not in (NOWHERE, UNSURE) for place in given.values()):
            raise UnknownOption()
        return {card: place for card, place in still_in(given, known).items() if self.themes.get(place, True)}

    def left(self, given: Mapping[str, int]) -> int:
        return self.cards - len(given)


def themes_of(db: Session, workshop_id: int) -> dict[int, bool]:
    """The workshop's themes, and whether each can be sorted into: it stands, and it has a name."""
    found = db.exec(select(Theme).where(Theme.workshop_id == workshop_id))
    return {theme.id or 0: not theme.removed and any(theme.label.values()) for theme in found}


def check_board(db: Session, workshop: Workshop) -> None:
    """Raises NothingToSort where there are not two themes and an idea."""
    if sum(themes_of(db, workshop.id or 0).values()) < FEWEST_THEMES or not cards(db, workshop):
        raise NothingToSort()


def cards(db: Session, workshop: Workshop, leaving_out: Collection[int] = ()) -> list[Idea]:
    """The ideas that need people most, at most 40: what is not placed, what the machine placed, what people placed.

    Of what the machine placed, first what nobody has looked at, and there the loosest themes first.
    """
    query = select(Idea, Theme).join(Theme, col(Idea.theme_id) == col(Theme.id), isouter=True)
    rows = list(db.exec(query.where(Idea.workshop_id == workshop.id, Idea.state == IdeaState.SHOWN)))
    rows.sort(key=lambda row: (*_settled(*row), row[0].number))
    return [idea for idea, _theme in rows if idea.id not in leaving_out][:MOST_CARDS]


def _settled(idea: Idea, theme: Theme | None) -> tuple[int, float]:
    if theme is None or theme.removed:
        return 0, 0.0
    if idea.placed_by in (Source.PERSON, Source.ROOM):
        return 3, 0.0
    return (2 if theme.confirmed else 1), theme.cohesion or 0.0
