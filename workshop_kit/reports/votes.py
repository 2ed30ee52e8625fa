"""The results of votes for documents."""

from collections.abc import Sequence
from dataclasses import replace

from sqlmodel import Session

from models import Step, Workshop
from workshop_kit import captions, look, pictures, plan, privacy, votes
from workshop_kit.i18n import pick, words
from workshop_kit.report import OptionResult, VoteResult
from workshop_kit.votes.columns import Column


def of(db: Session, workshop: Workshop, agenda: Sequence[Step], language: str) -> tuple[VoteResult, ...]:
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
