"""Links for helping hands: making one, showing its QR code to one person, taking it back."""

from datetime import datetime
from html import escape

import streamlit as st
from sqlmodel import Session

from models import Hand, HandRole, Workshop
from pages.parts import address, database, look, say
from pages.parts.language import _, clock, day, keyed, n
from workshop_kit import hands, store, votes, workshops
from workshop_kit.i18n import LANGUAGES, language_of, offered

ROLES = {
    HandRole.CO_FACILITATOR: lambda: _(
        "Goes to the next step, gives more time, closes the vote, shows and hides ideas."
    ),
    HandRole.INTERPRETER: lambda: _("Reads what is said now, and translates ideas, questions and results."),
    HandRole.SCRIBE: lambda: _(
        "Writes down a table’s ideas and notes, types in paper cards, takes photos of flip charts."
    ),
    HandRole.HELPER: lambda: _("Writes and votes for people who have no phone."),
}
"""What each role may do, in one sentence."""
_MADE = "hands_made"


# --- a new link -----------------------------------------------------------------------------------------


def new(workshop: Workshop) -> None:
    with st.container(border=True, key="card-hands-new"):
        say.bold(_("A new link"))
        role = st.radio(
            _("What will this person do?"),
            list(ROLES),
            format_func=_told,
            key=keyed("hands_role"),
        )
        if role == HandRole.INTERPRETER:
            _languages(workshop)
        if role == HandRole.SCRIBE:
            _table(workshop)
        st.text_input(
            _("What is it for? You may leave this empty"),
            key=f"hands_name_{_round()}",
            max_chars=hands.NAME_LIMIT,
            placeholder=_("Such as “Somali” or “by the door”"),
            help=_("A word for the task. Do not write the name of a person."),
        )
        ready = role != HandRole.INTERPRETER or bool(st.session_state.get(f"hands_languages_{workshop.id}"))
        st.button(
            _("Make the link"), type="primary", icon=":material/add_link:", key="hands_make",
            on_click=_make, args=(workshop.id, role), disabled=not ready,
        )  # fmt: skip
        if not ready:
            say.fine(_("Choose a language first."))


def _told(role: HandRole) -> str:
    name, does = say.plain(_(hands.NAMES[role])), say.plain(ROLES[role]())
    return f"**{name}** · {does}"


def _languages(workshop: Workshop) -> None:
    own = language_of(workshop.language).name
    among = [code for code in offered() if code != workshop.language]
    st.multiselect(
        _("Which languages does she or he speak, beside %(language)s?", language=own),
        sorted(among, key=lambda code: code not in workshop.languages),
        format_func=lambda code: LANGUAGES[code].name,
        key=f"hands_languages_{workshop.id}",
        placeholder=_("Choose one or more"),
    )


def _table(workshop: Workshop) -> None:
    names = [str(table.get("name", "")) for table in workshop.tables]
    if names:
        st.selectbox(_("Table"), names, key=f"hands_table_{workshop.id}")
    else:
        st.text_input(_("Table, if any"), key=f"hands_table_{workshop.id}", max_chars=hands.NAME_LIMIT)


def _make(workshop_id: int, role: HandRole) -> None:
    given, made = st.session_state, list[Hand]()

    def run(db: Session) -> None:
        languages = given.get(f"hands_languages_{workshop_id}", []) if role == HandRole.INTERPRETER else []
        table = given.get(f"hands_table_{workshop_id}", "") if role == HandRole.SCRIBE else ""
        workshop, name = workshops.by_id(db, workshop_id), given.get(f"hands_name_{_round()}", "")
        hand = hands.make(
            db, workshop, role, name=name, languages=languages, table_name=table or "", now=store.now()
        )
        made.append(hand)

    if database.act(run):
        given[_MADE] = made[0].id
        given["hands_round"] = _round() + 1


def _round() -> int:
    """Counts the links made in this window: the field of the next one is empty."""
    return int(st.session_state.get("hands_round", 0))


# --- the links there are --------------------------------------------------------------------------------


@st.fragment(run_every=5.0)
@database.told
def listed() -> None:
    with database.looking() as db:
        workshop = database.required(db)
        have = hands.listed(db, workshop)
        if not have:
            look.empty(_("No links yet. Make one for each person who helps you."))
            return
        for hand in reversed(have):
            _card(db, workshop, hand, now=store.now())
        if len(have) > 1:
            _all_back(workshop)


def _card(db: Session, workshop: Workshop, hand: Hand, *, now: datetime) -> None:
    works = hands.works(hand, now=now)
    with st.container(border=True, key=f"card-hand-{hand.id}"):
        head, back = st.columns([2, 1], vertical_alignment="center")
        with head:
            say.bold(" · ".join(part for part in (_(hands.NAMES[hand.role]), hand.name) if part))
            say.facts(_about(hand), seen(hand, now=now))
            if not works:
                st.badge(_("Its day is over"), color="orange", icon=":material/schedule:")
        with back.container(horizontal=True, horizontal_alignment="right"):
            _back(db, workshop, hand)
        if not works:
            _longer(workshop, hand)
            return
        with st.expander(
            _("QR code and address"), icon=":material/qr_code:", expanded=st.session_state.get(_MADE) == hand.id
        ):
            _way_in(db, workshop, hand)


def _about(hand: Hand) -> str:
    table = _("Table %(name)s", name=hand.table_name) if hand.table_name else ""
    return " · ".join(
        part for part in (", ".join(language_of(code).name for code in hand.languages), table) if part
    )


def seen(hand: Hand, *, now: datetime) -> str:
    """When a link was opened last."""
    if hand.seen_at is None:
        return _("Not opened yet")
    minutes = int((now - hand.seen_at).total_seconds() // 60)
    if minutes < 1:
        return _("Opened just now")
    if minutes < 60:
        return n("Opened %(n)s minute ago", "Opened %(n)s minutes ago", minutes)
    return _("Opened at %(time)s", time=clock(hand.seen_at.astimezone().time()))


def _way_in(db: Session, workshop: Workshop, hand: Hand) -> None:
    link = address.link(db, f"{workshop.code}/hand/{hands.token(hand)}")
    code, words = st.columns([1, 1.7], vertical_alignment="center")
    alt = escape(_("QR code"))
    code.html(f'<img src="{address.qr(link)}" width="220" alt="{alt}" style="max-width:100%">')
    with words:
        st.markdown(_("Let this one person point a phone camera at it. Or send the address:"))
        st.code(link, language=None, wrap_lines=True)
        until = hand.expires_at.astimezone()
        say.fine(
            _(
                "Whoever has it can do this task. It works until %(time)s on %(day)s.",
                time=clock(until.time()),
                day=day(until.date()),
            )
        )


def _longer(workshop: Workshop, hand: Hand) -> None:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        hands.renew(db, fresh, hands.by_id(db, fresh, hand.id or 0), now=store.now())

    st.button(
        _("Let it work again"), key=f"hands_renew_{hand.id}", icon=":material/update:",
        on_click=database.act, args=(run,),
    )  # fmt: skip


def _back(db: Session, workshop: Workshop, hand: Hand) -> None:
    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        hands.revoke(db, fresh, hands.by_id(db, fresh, hand.id or 0), now=store.now())

    with st.popover(_("Take back"), icon=":material/link_off:", key=f"hands_ask_{hand.id}"):
        st.markdown(
            _("The link stops at once. What was written with it stays. You can make a new link at any time.")
        )
        st.button(
            _("Take this link back"), key=f"hands_revoke_{hand.id}", type="primary",
            on_click=database.act, args=(run,), kwargs={"done": _("The link does not work any more.")},
        )  # fmt: skip
        if votes.helped.can_be_taken_out(db, workshop, hand):
            _back_with_votes(workshop, hand)


def _back_with_votes(workshop: Workshop, hand: Hand) -> None:
    """Beside taking a link back: what it sent to a vote that is not closed goes, too."""

    def run(db: Session) -> None:
        fresh = workshops.by_id(db, workshop.id or 0)
        link = hands.by_id(db, fresh, hand.id or 0)
        hands.revoke(db, fresh, link, now=store.now())
        votes.helped.take_out(db, fresh, link)

    st.button(
        _("Take out the votes of this link, too"), key=f"hands_revoke_votes_{hand.id}", icon=":material/ballot:",
        on_click=database.act, args=(run,),
        kwargs={"done": _("The link does not work any more, and its votes do not count.")},
    )  # fmt: skip


def _all_back(workshop: Workshop) -> None:
    def run(db: Session) -> None:
        hands.revoke_all(db, workshops.by_id(db, workshop.id or 0), now=store.now())

    with st.popover(_("Take back all links"), icon=":material/link_off:", key="hands_ask_all"):
        st.markdown(_("All links stop at once. What was written with them stays."))
        st.button(
            _("Take all links back"), key="hands_revoke_all", type="primary",
            on_click=database.act, args=(run,), kwargs={"done": _("No link works any more.")},
        )  # fmt: skip
