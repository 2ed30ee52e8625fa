"""What has happened since with an action: the answer to the people who asked for it, and taking it back."""

from html import escape

import streamlit as st
from sqlmodel import Session

from models import Action, Update, Workshop
from pages.parts import database, look, missing_languages, plan_form, say, texts
from pages.parts.language import _, current, day
from pages.parts.plan_list import COLOURS
from workshop_kit import plan, store, workshops
from workshop_kit.i18n import Chosen, language_of, pick


def show(db: Session, workshop: Workshop, action: Action) -> None:
    told = plan.updates(db, workshop).get(action.id or 0, [])
    with st.container(border=True, key="card-updates"):
        st.subheader(_("What has happened since"), anchor=False)
        say.fine(_("Everybody who took part reads it on the results page."), icon="campaign")
        if not told:
            look.empty(_("Nothing told yet. A first sentence soon after the evening shows that it counts."))
        for update in told:
            _row(workshop, update)
        begun = any(texts.read(_key(action.id), "text").values())
        with st.expander(_("Tell what has happened"), icon=":material/add:", expanded=begun or not told):
            _form(workshop, action)


def _row(workshop: Workshop, update: Update) -> None:
    with st.container(border=True, key=f"card-update-{update.id}"):
        words, button = st.columns([2.3, 1], vertical_alignment="top")
        with words.container(gap="xsmall"):
            _told(workshop, update)
        with button.popover(_("Take back"), icon=":material/undo:", key=f"plan_update_{update.id}"):
            st.markdown(_("It goes from the results page. Its words come back into the form."))
            st.button(
                _("Take it back"), key=f"plan_take_back_{update.id}", on_click=_take_back, args=(workshop, update)
            )


def _told(workshop: Workshop, update: Update) -> None:
    colour, icon = COLOURS[update.status]
    with st.container(horizontal=True, vertical_alignment="center"):
        say.bold(day(update.at.astimezone().date()), width="content")
        st.badge(plan_form.STATUSES[update.status](), color=colour, icon=f":material/{icon}:")
    _words(pick(update.text, current(), workshop.language))
    if lacking := [code for code in workshop.languages if not update.text.get(code)]:
        missing_languages.tell(lacking)


def _words(said: Chosen) -> None:
    words = escape(said.text)
    st.html(
        f'<div dir="{said.direction}" lang="{said.language}" '
        f'style="white-space:pre-line;overflow-wrap:anywhere;line-height:1.5">{words}</div>'
    )
    if not said.asked:
        say.fine(language_of(said.language).name)


def _form(workshop: Workshop, action: Action) -> None:
    key = _key(action.id)
    said = texts.Field("text", _("What has happened"), {}, plan.TEXT_LIMIT, long=True)
    said.draw(key, workshop.language)
    texts.others(key, workshop.language, workshop.languages, [said])
    status = plan_form.STATUSES[action.status]()
    say.fine(_("With the status above: %(status)s.", status=status), icon="flag")
    st.button(_("Tell it"), key=f"{key}_tell", icon=":material/check:", on_click=_tell, args=(workshop, action))


def _key(action_id: int | None) -> str:
    return f"plan_said_{action_id}"


def _tell(workshop: Workshop, action: Action) -> None:
    key = _key(action.id)
    said = texts.read(key, "text")

    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        plan.report(db, fresh, plan.by_id(db, fresh, action.id or 0), said, now=store.now())

    if database.act(run, done=_("Told. It is on the results page now.")):
        texts.write(key, "text", {})


def _take_back(workshop: Workshop, update: Update) -> None:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        plan.take_report_back(db, fresh, plan.update_by_id(db, fresh, update.id or 0))

    if database.act(run, done=_("Taken back.")):
        texts.write(_key(update.action_id), "text", update.text)
