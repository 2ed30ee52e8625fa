"""A dialogue method told to the facilitator: what it is for, what it needs, its steps, and what may go wrong."""

from collections.abc import Callable

import streamlit as st

from models import Texts
from pages.parts import say
from pages.parts import steps as kinds
from pages.parts.language import _, current
from workshop_kit.i18n import pick
from workshop_kit.methods import Method, MethodStep

TROUBLES: dict[str, Callable[[], str]] = {
    "silence": lambda: _("Nobody speaks"),
    "one_voice": lambda: _("One person speaks all the time"),
    "conflict": lambda: _("People quarrel"),
    "late": lambda: _("You start late"),
}


def told(texts: Texts) -> str:
    """A method's text in the facilitator's language, or in the one in which it was written."""
    return pick(texts, current()).text if texts else ""


def headline(method: Method) -> str:
    minutes = _("%(n)s min", n=method.total_minutes)
    return f"{told(method.name)} · {minutes}"


def show(method: Method) -> None:
    """All of it, without a button."""
    if method.purpose:
        st.markdown(say.plain(told(method.purpose)))
    left, right = st.columns(2)
    with left:
        _fact(_("Use it"), told(method.fits))
        _fact(_("Do not use it"), told(method.fits_not))
        _fact(_("People"), method.group_size)
    with right:
        _fact(_("Languages and interpreters"), told(method.languages))
        _lines(_("Bring with you"), told(method.materials))
    _steps(method)
    troubles(method)
    say.fine(" · ".join(filter(None, (method.licence, method.source))))


def troubles(method: Method) -> None:
    """What to do when it goes wrong; nothing where the method does not say."""
    if method.troubles:
        with st.expander(_("When it goes wrong"), icon=":material/support:"):
            for name, texts in method.troubles.items():
                say.bold(TROUBLES[name]())
                st.markdown(say.plain(told(texts)))


def _fact(label: str, text: str) -> None:
    if text:
        say.fine(label)
        st.markdown(say.plain(text))


def _lines(label: str, text: str) -> None:
    if text:
        say.fine(label)
        st.markdown("\n".join(f"- {say.plain(line)}" for line in text.splitlines() if line.strip()))


def _steps(method: Method) -> None:
    with st.expander(_("The steps, and what you say"), icon=":material/format_list_numbered:"):
        for step in method.steps:
            minutes, words = st.columns([1, 6])
            with minutes:
                say.bold(_("%(n)s min", n=step.minutes))
            with words:
                _step(step)


def _step(step: MethodStep) -> None:
    title, kind = told(step.title), kinds.name(step.kind)
    say.bold(title)
    say.facts(kind if kind != title else "", _("Have ready: %(what)s", what=told(step.needs)) if step.needs else "")
    if step.say:
        st.markdown(say.plain(told(step.say)))
