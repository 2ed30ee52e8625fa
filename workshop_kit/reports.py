"""Reading a workshop into the frozen report that documents are drawn from."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from sqlmodel import Session

from models import Action, Idea, Service, Source, Step, StepKind, Translation, Workshop
from workshop_kit import captions, ideas, look, methods, participants, pictures, plan, privacy, steps, themes, votes
from workshop_kit.i18n import pick, words
from workshop_kit.pictures import Photo
from workshop_kit.report import (
    ActionPage,
    AgendaLine,
    Line,
    OptionResult,
    Participation,
    ThemeSection,
    VoteResult,
    WorkshopReport,
)
from workshop_kit.votes.columns import Column

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
        method=pick(methods.by_id(workshop.method).name, language).text,
        made_on=today,
        agenda=tuple(_agenda_line(step, language) for step in steps.played(agenda)),
        participation=_participation(db, workshop, lines),
        themes=sections,
        unplaced=tuple(line for line in lines.values() if line.number not in placed),
        votes=_votes(db, workshop, agenda, language),
        actions=_actions(db, workshop, agenda, sections, language),
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
    for number, column in enumerate(themes.board(db, workshop).columns, start=1):
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


def _votes(db: Session, workshop: Workshop, agenda: Sequence[Step], language: str) -> tuple[VoteResult, ...]:
    deciding = plan.deciding_vote(db, agenda)
    return tuple(
        replace(_vote(db, workshop, step, language), decides=step is deciding)
        for step in votes.closed_votes(db, agenda)
    )


def _vote(db: Session, workshop: Workshop, step: Step, language: str) -> VoteResult:
    w, found = words(language), votes.result(db, step)
    columns = votes.columns.columns(w, step)
    answered = {action.theme_id for action in plan.actions(db, workshop)} - {None}
    on = {option.id for option in votes.chosen(db, workshop, step)}
    return VoteResult(
        title=pick(step.title, language, workshop.language).text,
        asked=" ".join(filter(None, (votes.telling.explained(w, step), votes.telling.ruled(w, step)))),
        unit=votes.columns.unit(w, step),
        columns=() if found.is_small else tuple(heading for heading, _cell in columns),
        voters=privacy.people(found.tally.voters),
        by_hand=bool(found.by_hand),
        options=tuple(
            replace(
                _option(bar, step, columns, (language, workshop.language)),
                chosen=bar.option.theme_id in answered,
                goes_on=bar.option.id in on,
            )
            for bar in votes.bars(db, step)
        ),
        close=votes.too_close(db, step),
    )


def _option(bar: votes.Bar, step: Step, columns: Sequence[Column], languages: tuple[str, str]) -> OptionResult:
    option = bar.option
    label = captions.of_option(option, *languages)
    return OptionResult(
        label=label.text,
        language=label.language,
        mark=look.mark_name(option.mark) if option.mark else None,
        number=option.number,
        rank=bar.rank,
        value=votes.columns.value(step, bar),
        cells=tuple(cell(bar) for _heading, cell in columns),
        symbol=pictures.symbol_of(option.picture),
    )


def _actions(
    db: Session, workshop: Workshop, agenda: Sequence[Step], sections: Sequence[ThemeSection], language: str
) -> tuple[ActionPage, ...]:
    columns = themes.board(db, workshop).columns
    section_of = {column.theme.id: section for column, section in zip(columns, sections, strict=True)}
    got = _got(db, agenda, language)
    return tuple(
        _action(number, action, section_of.get(action.theme_id), got.get(action.theme_id, ""), db, language)
        for number, action in enumerate(plan.actions(db, workshop), start=1)
    )


def _action(
    number: int, action: Action, section: ThemeSection | None, got: str, db: Session, language: str
) -> ActionPage:
    service = db.get(Service, action.service_id) if action.service_id else None
    return ActionPage(
        number=number,
        title=action.title,
        what=action.what,
        theme=section,
        got=got,
        service=pick(service.name, language).text if service else "",
        body=pick(service.body, language).text if service else "",
        service_url=service.url if service else "",
        service_confirmed=action.service_confirmed,
        service_reason=action.service_reason,
        role=action.role,
        partner=action.partner,
        deadline=action.deadline,
        indicator=action.indicator,
        target=action.target,
        resources=action.resources,
        status=action.status.value,
    )


def _got(db: Session, agenda: Sequence[Step], language: str) -> dict[int | None, str]:
    """Theme id -> what it got in the last closed vote on themes, in words; nothing where too few voted."""
    vote = plan.deciding_vote(db, [step for step in agenda if not votes.on_ideas(step)])
    if vote is None:
        return {}
    w, bars = words(language), votes.bars(db, vote)
    return {bar.option.theme_id: votes.telling.figure(w, vote, bar) for bar in bars if bar.option.theme_id}


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
