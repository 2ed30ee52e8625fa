"""Methods of one's own: save an agenda as a method, bring one in as a file, hand one on, take one away."""

import streamlit as st
from sqlmodel import Session

from models import Workshop
from pages.parts import database, method_card, say
from pages.parts.language import _, current
from workshop_kit import methods, steps, store, workshops
from workshop_kit.errors import EmptyText
from workshop_kit.methods import Method

_ROUND, _WANTED, _GONE = "methods_round", "method_wanted", "method_gone"


def panel(db: Session, workshop: Workshop | None) -> None:
    with st.container(border=True, key="card-method-own"):
        left, right = st.columns(2, gap="large")
        with left:
            _save_agenda(db, workshop)
        with right:
            _bring_in()


def buttons(method: Method) -> None:
    """More about a method, and a workshop begun with it."""
    with st.container(horizontal=True, horizontal_alignment="right"):
        if st.button(_("More about it"), key=f"method_more_{method.id}"):
            st.dialog(method_card.told(method.name), width="large")(_more)(method)
        st.button(
            _("Make a workshop with it"), key=f"method_use_{method.id}", icon=":material/add:",
            on_click=_use, args=(method.id,),
        )  # fmt: skip


@database.told
def _more(method: Method) -> None:
    if st.session_state.pop(_GONE, False):
        st.rerun()
    method_card.show(method)
    with st.container(horizontal=True):
        st.download_button(
            _("Save as a file"), methods.own.as_file(method), f"{method.id}.toml", "application/toml",
            key=f"method_file_{method.id}", icon=":material/download:", on_click="ignore",
        )  # fmt: skip
        if methods.own.is_own(method.id):
            _take_away(method)


def _take_away(method: Method) -> None:
    with st.popover(_("Take it away"), icon=":material/delete:"):
        st.markdown(_("Workshops that were made with it keep their agenda."))
        st.button(_("Take it away for good"), key=f"method_remove_{method.id}", on_click=_remove, args=(method.id,))


def _use(id: str) -> None:
    st.session_state[_WANTED] = id


def _save_agenda(db: Session, workshop: Workshop | None) -> None:
    say.bold(_("Save your agenda as a method"))
    if workshop is None or not steps.agenda(db, workshop):
        st.markdown(_("Open a workshop first. Its steps and words then become a method that you can use again."))
        return
    st.text_input(_("Name of the method"), max_chars=60, key=(name := f"method_name_{_round()}"))
    st.text_input(
        _("What it is for, in one sentence"), max_chars=200, key=(purpose := f"method_purpose_{_round()}")
    )
    st.button(
        _("Save the agenda as a method"), key="method_save", icon=":material/bookmark_add:",
        on_click=_save, args=(workshop.id, name, purpose),
    )  # fmt: skip


def _save(workshop_id: int, name: str, purpose: str) -> None:
    title = {current(): st.session_state[name].strip()}
    if not title[current()]:
        database.tell_error(EmptyText())
        return
    what = st.session_state[purpose].strip()

    def run(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        agenda, of = steps.agenda(db, workshop), methods.known(db, workshop.method)
        methods.own.save_agenda(db, title, {current(): what} if what else {}, agenda, of=of, now=store.now())

    if database.act(run, done=_("Saved. It is in the list now.")):
        st.session_state[_ROUND] = _round() + 1


def _bring_in() -> None:
    say.bold(_("Bring in a method from a file"))
    uploaded = st.file_uploader(_("Method file (.toml)"), type=["toml"], key=f"method_up_{_round()}")
    if uploaded is not None:
        st.button(
            _("Bring it in"), type="primary", key="method_bring", icon=":material/upload:",
            on_click=_bring, args=(uploaded.getvalue(),),
        )  # fmt: skip


def _bring(content: bytes) -> None:
    done = _("It is in the list now.")
    if database.act(lambda db: methods.own.bring_in(db, content, now=store.now()), done=done):
        st.session_state[_ROUND] = _round() + 1


def _remove(id: str) -> None:
    database.act(lambda db: methods.own.remove(db, id), done=_("The method is gone."))
    st.session_state[_GONE] = True


def _round() -> int:
    """Part of the keys of fields that are empty again once they have done their work."""
    return int(st.session_state.get(_ROUND, 0))


def all_of(db: Session) -> list[Method]:
    """The kit's methods, the shortest first, and then one's own."""
    return [*methods.listed(), *methods.own.listed(db)]


def names(db: Session) -> dict[str, str]:
    return {method.id: method_card.headline(method) for method in all_of(db)}
