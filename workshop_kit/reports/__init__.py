"""Reading a workshop into the frozen report that documents are drawn from."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from sqlmodel import Session

from models import Idea, Source, Step, StepKind, Translation, Workshop
from workshop_kit import examples, ideas, look, methods, participants, pictures, privacy, steps, themes
from workshop_kit.i18n import pick
from workshop_kit.pictures import Photo
from workshop_kit.report import AgendaLine, Line, Participation, ThemeSection, WorkshopReport
from workshop_kit.reports import actions, votes

_QUOTES = 3

Translations = dict[int, dict[str, Translation]]


def of(db: Session, workshop: Workshop, language: str, *, today: date) -> WorkshopReport:
    """Everything a document in `language` needs about a workshop."""
    agenda = steps.agenda(db, workshop)
    lines = _lines(db, workshop, language)
    sections = _sections(db, workshop, language, lines)
    question = pick(workshop.question, language, workshop.language)
    placed = {line.number for section in sections for line in section.ideas}
    return WorkshopReport(
        language=language,
        code=workshop.code,
        sign=look.room_sign(workshop.code),
        title=pick(workshop.title, language, workshop.language).text,
        question=question.text,
        question_language=question.language,
        area=workshop.area,
        venue=workshop.venue,
        day=workshop.day,
        starts=workshop.starts,
        method=pick(methods.named(db, workshop.method), language).text,
        made_on=today,
        agenda=tuple(_agenda_line(step, language) for step in steps.played(agenda)),
        participation=_participation(db, workshop, lines),
        themes=sections,
        unplaced=tuple(line for line in lines.values() if line.number not in placed),
        votes=votes.of(db, workshop, agenda, language),
        actions=actions.of(db, workshop, agenda, sections, language),
        ideas=tuple(lines.values()),
    )


def _lines(db: Session, workshop: Workshop, language: str) -> dict[int, Line]:
    """Idea id -> line, by number."""
    translations = ideas.translations(db, workshop)
    columns = enumerate(themes.board(db, workshop).columns, start=1)
    number_of = {idea.id: number for number, column in columns for idea in column.ideas}
    photos = _photos(db, workshop)
    return {
        idea.id: _line(
            idea, translations.get(idea.id, {}).get(language), number_of.get(idea.id), photos.get(idea.picture)
        )
        for idea in ideas.shown(db, workshop)
        if idea.id is not None
    }


def _photos(db: Session, workshop: Workshop) -> dict[str, Photo]:
    """Reference -> photo, of the ideas that are shown."""
    references = {idea.picture for idea in ideas.shown(db, workshop) if pictures.is_photo(idea.picture)}
    found = {reference: pictures.by_reference(db, workshop, reference) for reference in references}
    return {reference: Photo(row.content, row.width, row.height) for reference, row in found.items()}


def _line(idea: Idea, translation: Translation | None, theme: int | None, photo: Photo | None) -> Line:
    return Line(
        number=idea.number,
        text=idea.text,
        language=idea.language,
        channel=idea.channel.value,
        edited=bool(idea.original),  # words put under a photo mend nothing
        translation=translation.text if translation else None,
        translated_by_machine=translation is not None and translation.source == Source.MACHINE,
        theme=theme,
        symbol=pictures.symbol_of(idea.picture),
        photo=photo,
    )


def _sections(db: Session, workshop: Workshop, language: str, lines: dict[int, Line]) -> tuple[ThemeSection, ...]:
    sections = []
    columns = themes.board(db, workshop).columns
    chosen = examples.of_themes(db, [column.theme.id or 0 for column in columns])
    for number, column in enumerate(columns, start=1):
        label = pick(column.theme.label, language, workshop.language)
        own = tuple(lines[idea.id] for idea in column.ideas if idea.id in lines)
        sections.append(
            ThemeSection(
                number=number,
                mark=look.mark_name(column.theme.mark),
                label=label.text,
                label_language=label.language,
                confirmed=column.theme.confirmed,
                languages=column.languages,
                ideas=own,
                quotes=_quotes(own),
                symbol=pictures.symbol_of(column.theme.picture),
                is_gap=column.theme.id in chosen and chosen[column.theme.id].service_id is None,
            )
        )
    return tuple(sections)


def _quotes(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Short ideas first, those without words last, one per language before a second of any."""
    by_length = sorted(lines, key=lambda line: (not line.text, abs(len(line.text) - 60)))
    first = {line.language: line for line in reversed(by_length)}
    one_each = [line for line in by_length if first[line.language] is line]
    rest = [line for line in by_length if first[line.language] is not line]
    return tuple([*one_each, *rest][:_QUOTES])


def _participation(db: Session, workshop: Workshop, lines: dict[int, Line]) -> Participation:
    languages = privacy.grouped(Counter(line.language for line in lines.values()))
    channels = Counter(line.channel for line in lines.values())
    return Participation(
        joined=privacy.people(participants.count(db, workshop)),
        ideas=len(lines),
        languages=len({line.language for line in lines.values()}),
        ideas_by_language=languages.shown,
        ideas_in_other_languages=languages.other or 0,
        ideas_by_channel=tuple(channels.most_common()),
    )


def _agenda_line(step: Step, language: str) -> AgendaLine:
    return AgendaLine(pick(step.title, language).text, StepKind(step.kind).value, step.minutes)
