"""A run of the machine over the boards of all workshops. Computed without holding the database."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine
from sqlmodel import Session, col, select

from models import Idea, IdeaState, Need, Source, Texts, Theme
from workshop_kit import store
from workshop_kit.analysis.embed import Embedder
from workshop_kit.i18n import Chosen
from workshop_kit.needs_map import asking, standing
from workshop_kit.needs_map.gestures import gesture
from workshop_kit.needs_map.joining import Joined, ThemeText, joined, texts
from workshop_kit.needs_map.standing import Said
from workshop_kit.vectors import Remembering

AT_ONCE = 64
"""Texts that are read between two tellings of how far it is."""
MOST_IDEAS = 40
"""So many ideas of a theme are read: its mean hardly moves after that."""

Telling = Callable[[float], None]
"""Is told how far it is, 0 to 1."""


@dataclass(frozen=True)
class Ran:
    themes: int
    needs: int


def run(engine: Engine, embedder: Embedder | None, *, now: datetime, tell: Telling = lambda share: None) -> Ran:
    """Propose for every theme the need that it says. What a person has chosen stays."""
    with store.reading(engine) as db:
        themes = _texts(db, standing.everywhere(db))
    if isinstance(embedder, Remembering):
        _read(embedder, themes, tell)
    found = joined(themes, embedder)
    tell(1.0)
    with store.writing(engine) as db:
        accept(db, found, now=now)
    return Ran(len(themes), len(found))


def accept(db: Session, found: Sequence[Joined], *, now: datetime) -> None:
    """Keep a proposal. What a person chose while the machine was thinking stays as she chose it."""
    with gesture(db, "suggest", now):
        themes = {theme.id or 0: theme for theme in db.exec(select(Theme).where(col(Theme.removed).is_(False)))}
        _free(themes, found)
        needs = standing.needs(db)
        taken = {theme.need_id for theme in themes.values() if theme.need_by == Source.PERSON}
        for group in found:
            _take_in(db, group, themes, needs, taken, now)
        asking.keep_sureness(db, {id: sure for group in found for id, sure in group.sure.items()})


def new_themes(everywhere: Sequence[Said]) -> int:
    """How many themes the machine has not seen yet."""
    return sum(theme.need_id is None for theme in everywhere)


# --------------------------------------------------------------------------------------------------------


def _texts(db: Session, themes: Sequence[Said]) -> list[ThemeText]:
    said = _ideas(db)
    found = []
    for theme in themes:
        name = theme.name() if theme.named_by_person else Chosen("", theme.language, False)
        own = theme.need_id if theme.by_person else None
        ideas = tuple(said[theme.id][:MOST_IDEAS])
        found.append(ThemeText(theme.id, theme.workshop_id, name.text, name.language, ideas, own))
    return found


def _ideas(db: Session) -> dict[int, list[tuple[str, str]]]:
    """Theme id -> the words and languages of its ideas on the wall."""
    query = select(Idea.theme_id, Idea.text, Idea.language).where(
        Idea.state == IdeaState.SHOWN, col(Idea.theme_id).is_not(None), Idea.text != ""
    )
    found: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for theme_id, text, language in db.exec(query.order_by(col(Idea.id))):
        found[theme_id or 0].append((text, language))
    return found


def _read(embedder: Remembering, themes: Sequence[ThemeText], tell: Telling) -> None:
    """Read what has not been read yet; most of it was when themes were suggested from it."""
    waiting = embedder.missing([text for text, _language in texts(themes)])
    for start in range(0, len(waiting), AT_ONCE):
        tell(start / len(waiting))
        batch = waiting[start : start + AT_ONCE]
        embedder.encode(batch)


def _free(themes: dict[int, Theme], found: Sequence[Joined]) -> None:
    """Themes that the machine had put somewhere and that say nothing any more are in no need."""
    told = {id for group in found for id in group.theme_ids}
    for theme in themes.values():
        if theme.need_by == Source.MACHINE and theme.id not in told:
            theme.need_id = theme.need_by = None


def _take_in(
    db: Session,
    group: Joined,
    themes: dict[int, Theme],
    needs: dict[int, Need],
    taken: set[int | None],
    now: datetime,
) -> None:
    own = [themes[id] for id in group.theme_ids if id in themes and themes[id].need_by != Source.PERSON]
    if not own:
        return
    need = needs.get(group.need_id or 0) or _again(own, needs, taken)
    if need is None:
        need = Need(created_at=now)
    if not need.named_by_person and group.need_id is None:
        need.label = _label(own)
    db.add(need)
    db.flush()
    taken.add(need.id)
    for theme in own:
        theme.need_id, theme.need_by = need.id, Source.MACHINE
        db.add(theme)


def _again(own: Sequence[Theme], needs: dict[int, Need], taken: set[int | None]) -> Need | None:
    """The need in which most of the themes were before, so that it keeps its number from run to run."""
    before = Counter(theme.need_id for theme in own if theme.need_id in needs and theme.need_id not in taken)
    return needs[before.most_common(1)[0][0] or 0] if before else None


def _label(own: Sequence[Theme]) -> Texts:
    """The name of its most central theme, of those with a name given by a person where there are any."""
    named = [theme for theme in own if theme.label]
    best = next((theme for theme in named if theme.named_by_person), named[0] if named else None)
    return dict(best.label) if best else {}
