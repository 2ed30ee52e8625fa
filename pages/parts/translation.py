"""The button that has ideas translated on this laptop, where a translator is set up for it."""

import streamlit as st
from babel.lists import format_list

from models import Workshop
from pages.parts import database, say, state
from pages.parts.language import _, current, n
from pages.parts.missing_languages import name_of
from workshop_kit import translating
from workshop_kit.i18n import locale_of
from workshop_kit.translating import shown
from workshop_kit.translating.translator import Translator


@st.fragment
@database.told
def offer() -> None:
    """A button for each language that ideas are read in here. Nothing where no translator is set up."""
    translator = translating.configured()
    if translator is None:
        return
    with database.looking() as db:
        workshop = database.required(db)
        read_in = dict.fromkeys((current(), workshop.language))
        todo = {code: shown.work(db, workshop, translator, code) for code in read_in}
    for code, work in todo.items():
        _into(workshop, translator, code, work)


def _into(workshop: Workshop, translator: Translator, code: str, work: shown.Work) -> None:
    if work.texts and st.button(
        _("Translate into %(language)s (%(n)s)", language=name_of(code), n=len(work.texts)),
        icon=":material/translate:",
        key=f"ideas_translate_{code}",
        help=_("On this laptop, by a machine. It makes mistakes: the original stays, and you can mend every one."),
    ):
        _run(workshop, translator, code)
    if work.left:
        left = format_list([name_of(language) for language in work.left], locale=locale_of(current()))
        target = name_of(code)
        say.fine(
            _("No machine here translates %(languages)s into %(target)s: people do.", languages=left, target=target)
        )


def _run(workshop: Workshop, translator: Translator, code: str) -> None:
    """Going to another page breaks it off; what is done is kept, and the button counts the rest."""
    assert workshop.id is not None
    bar = st.progress(0.0, _("Translating…"))
    done = shown.translate_shown(
        database.engine(), workshop.id, translator, code, lambda share: bar.progress(share, _("Translating…"))
    )
    state.tell_done(n("%(n)s idea was translated.", "%(n)s ideas were translated.", done.translated))
    st.rerun()
