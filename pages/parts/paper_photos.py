"""Photos of cards, many at once: each becomes an idea; its words can be typed under it afterwards."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

import streamlit as st
from sqlmodel import Session

from models import Channel, Idea, Workshop
from pages.parts import database, look, say
from pages.parts.language import _, current, n
from workshop_kit import ideas, moderation, paper, pictures, store, workshops
from workshop_kit.errors import WorkshopError
from workshop_kit.i18n import LANGUAGES
from workshop_kit.pictures import Photo
from workshop_kit.text import LIMIT

KINDS = ["jpg", "jpeg", "png", "webp"]
MOST_MEGABYTES = pictures.MOST_BYTES // 1024**2
WORDLESS_SHOWN = 6


@dataclass
class Report:
    """How a stack of photos went. Files are named as the laptop names them."""

    numbers: list[int] = field(default_factory=list)
    known: list[tuple[str, int]] = field(default_factory=list)  # file, number of the idea that has this photo
    broken: list[tuple[str, str]] = field(default_factory=list)  # file, what is wrong


def stack(workshop: Workshop) -> None:
    assert workshop.id is not None
    files = st.file_uploader(
        _("Photos of cards and drawings, as many as you like"),
        type=KINDS,
        accept_multiple_files=True,
        key=_key(workshop.id),
        max_upload_size=MOST_MEGABYTES,
        help=_("Each photo becomes an idea with a number of its own. It shows on the wall at once."),
    )
    language, table = st.columns(2)
    own = list(dict.fromkeys([workshop.language, *workshop.languages, *LANGUAGES]))
    language.selectbox(_("Language"), own, format_func=lambda code: LANGUAGES[code].name, key="photos_language")
    table.text_input(_("Table, if any"), max_chars=40, key="photos_table")
    label = n("Add %(n)s photo", "Add %(n)s photos", len(files)) if files else _("Add the photos")
    if st.button(label, icon=":material/add_photo_alternate:", key="photos_add", disabled=not files):
        _add(workshop.id, files)  # here and not in a callback, whose progress would stand at the top of the page
        st.rerun()
    if report := st.session_state.get(f"photos_report_{workshop.id}"):
        _tell(report)


def wordless(db: Session, workshop: Workshop) -> None:
    """Photos whose words are still to be typed: only words can be grouped, translated and found."""
    found = paper.wordless(db, workshop)
    if not found:
        return
    say.bold(n("%(n)s photo has no words yet", "%(n)s photos have no words yet", len(found)))
    for idea in found[:WORDLESS_SHOWN]:
        photo, words = st.columns([1, 2.4], vertical_alignment="center")
        with photo:
            look.idea_row(idea, large=False)
        words.text_input(
            _("What card %(n)s says", n=idea.number),
            key=f"photos_words_{idea.id}",
            max_chars=LIMIT,
            on_change=_put_words,
            args=(workshop.id, idea.id),
        )
    if len(found) > WORDLESS_SHOWN:
        say.fine(_("The next ones show when these have words."))


def _add(workshop_id: int, files: Sequence[Any]) -> None:
    """One photo after the other, each kept for itself: a broken one does not take the others along."""
    report, bar = Report(), st.progress(0.0, _("Reading the photos…"))
    for i, file in enumerate(files, start=1):
        _add_one(workshop_id, file, report)
        bar.progress(i / len(files), _("%(n)s of %(all)s photos", n=i, all=len(files)))
    st.session_state[f"photos_report_{workshop_id}"] = report
    st.session_state[f"photos_round_{workshop_id}"] = str(uuid.uuid4())


def _add_one(workshop_id: int, file: Any, report: Report) -> None:
    try:
        photo = pictures.shrunk(file.getvalue())
        with store.writing(database.engine()) as db:
            workshop = workshops.by_id(db, workshop_id)
            if (twin := paper.photo_twin(db, workshop, photo)) is not None:
                report.known.append((file.name, twin.number))
            else:
                report.numbers.append(_entered(db, workshop, photo).number)
    except WorkshopError as error:
        report.broken.append((file.name, error.in_language(current())))


def _entered(db: Session, workshop: Workshop, photo: Photo) -> Idea:
    given = st.session_state
    sent = ideas.Sent(
        uuid=str(uuid.uuid4()),
        text="",
        language=given["photos_language"],
        channel=Channel.PAPER,
        table_name=given["photos_table"] or "",
    )
    return paper.enter_photo(db, workshop, photo, sent, now=store.now())


def _tell(report: Report) -> None:
    if numbers := report.numbers:
        first, last = numbers[0], numbers[-1]
        said = _("The photo is saved. Write number %(number)s on its card.", number=first)
        if first != last:
            said = _("The photos are saved, with the numbers %(first)s to %(last)s.", first=first, last=last)
        st.success(said, icon=":material/check:")
    for name, number in report.known:
        st.info(
            _("%(file)s is here already, as number %(n)s.", file=say.plain(name), n=number), icon=":material/info:"
        )
    for name, why in report.broken:
        st.error(f"{say.plain(name)}: {why}", icon=":material/error:")


def _put_words(workshop_id: int, idea_id: int) -> None:
    words = st.session_state[f"photos_words_{idea_id}"] or ""

    def put(db: Session) -> None:
        workshop = workshops.by_id(db, workshop_id)
        moderation.correct(db, workshop, ideas.by_id(db, workshop, idea_id), words, now=store.now())

    database.act(put)


def _key(workshop_id: int) -> str:
    """Another key for each stack: such a field cannot be emptied."""
    return f"photos_{workshop_id}_{st.session_state.get(f'photos_round_{workshop_id}', '')}"
