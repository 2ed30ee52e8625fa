"""Saying which languages of the phones are left out, while there is time to write them."""

from collections.abc import Sequence

import streamlit as st
from babel import Locale
from sqlmodel import Session

from models import Step, Workshop
from pages.parts import say
from pages.parts.language import _, current, n
from workshop_kit import steps
from workshop_kit.i18n import locale_of
from workshop_kit.languages_missing import Missing, alike, missing

_NAMED = 4
"""Names in a short note; the rest are counted."""


def banner(workshop: Workshop, agenda: Sequence[Step]) -> None:
    """On the agenda: what is missing in which language, and where to write it."""
    found = missing(workshop, agenda)
    if not found or workshop.ended_at:
        return
    with st.container(border=True, key="card-missing"):
        with st.container(gap="xsmall"):
            for sentence in _sentences(found, limit=None):
                say.bold(sentence, icon="translate")
            say.fine(_instead(workshop))
        if any(one.prompts for one in found):
            say.fine(_("Steps with a missing text are marked below: press the pen."), icon="edit")
        if any(one.title or one.question for one in found):
            label = _("Write the name and the question in these languages")
            st.page_link("prepare/workshop.py", label=label, icon=":material/edit_note:")


def note(db: Session, workshop: Workshop) -> None:
    """Before the first step: short, and gone once the texts are there or the evening has begun."""
    if found := _before_start(db, workshop):
        with st.container(border=True, key="card-missing"):
            with st.container(gap="xsmall"):
                for sentence in _sentences(found):
                    say.fine(sentence, icon="translate", colour="orange")
                say.fine(_instead(workshop))
            st.page_link("prepare/agenda.py", label=_("To the agenda"), icon=":material/event_note:")


def line(db: Session, workshop: Workshop) -> None:
    """In the list of workshops, beside “ready to run”."""
    with st.container(gap="xsmall"):
        for sentence in _sentences(_before_start(db, workshop)):
            say.fine(sentence, icon="translate", colour="orange")


def of_step(workshop: Workshop, step: Step) -> None:
    """At one step of the agenda."""
    lacking = [one.language for one in missing(workshop, [step]) if step.id in one.prompts]
    if lacking and not workshop.ended_at:
        tell(lacking)


def tell(codes: Sequence[str]) -> None:
    """Beside a text: in which languages phones show another one's words."""
    say.fine(_("Missing on the phones: %(languages)s", languages=names(codes)), icon="translate", colour="orange")


def names(codes: Sequence[str], limit: int | None = _NAMED) -> str:
    """Languages by their names in the facilitator's language. One more than the limit is not worth a count."""
    named = [name_of(code) for code in codes]
    if limit is None or len(named) <= limit + 1:
        return ", ".join(named)
    more = n("%(n)s other", "%(n)s others", len(named) - limit)
    return ", ".join([*named[:limit], more])


def name_of(code: str) -> str:
    """A language's name in the facilitator's language."""
    return Locale.parse(locale_of(code)).get_language_name(current()) or code


def _before_start(db: Session, workshop: Workshop) -> tuple[Missing, ...]:
    if workshop.ended_at or workshop.current_step_id:
        return ()
    return missing(workshop, steps.agenda(db, workshop))


def _sentences(found: Sequence[Missing], limit: int | None = _NAMED) -> list[str]:
    return [
        _(
            "Not written in %(languages)s: %(texts)s.",
            languages=names([one.language for one in group], limit),
            texts=_texts(group[0]),
        )
        for group in alike(found)
    ]


def _texts(one: Missing) -> str:
    prompts = len(one.prompts)
    parts = [
        _("the name") if one.title else "",
        _("the question") if one.question else "",
        n("the words of %(n)s step", "the words of %(n)s steps", prompts) if prompts else "",
    ]
    return ", ".join(part for part in parts if part)


def _instead(workshop: Workshop) -> str:
    return _("Phones show the text in %(language)s, with the language’s name.", language=name_of(workshop.language))
