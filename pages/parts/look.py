"""Shared drawing for the facilitator's pages: marks, the agenda line, idea rows, cards."""

import base64
from collections.abc import Sequence
from html import escape

import streamlit as st

from models import Idea, IdeaChange, Source, Step, Translation, Workshop
from pages.parts import database, language, pictured
from pages.parts.language import _
from workshop_kit import look, pictures, steps
from workshop_kit.i18n import direction, language_of, pick
from workshop_kit.look import symbols

_STYLE = """<style>
[class*="st-key-card"] { background: #FFFFFF; border-color: #D8D2C4 !important; border-radius: 14px; }
[class*="st-key-suggested"] { border: 2px dashed #7E786B !important; border-radius: 14px; background: #FFFFFF; }
.kit-line { display: flex; gap: 10px; list-style: none; margin: 0 !important; padding: 0 !important; font-size: 15px; color: #4A5B5E; }
.kit-line li { flex: 1 1 0; min-width: 0; margin: 0 !important; padding: 0 !important; }
.kit-line i { display: block; height: 8px; border-radius: 4px; background: #D8D2C4; margin-bottom: 5px; }
.kit-line b { font-weight: 500; display: block; overflow-wrap: anywhere; line-height: 1.25; }
.kit-line .done { color: #12282D; } .kit-line .done i { background: #0B5560; }
.kit-line .now b { font-weight: 700; color: #12282D; }
.kit-line .now i { height: 14px; margin: -3px 0 2px; border-radius: 7px; background: #F5A623; box-shadow: inset 0 0 0 2px #12282D; }
.kit-idea { display: flex; gap: 14px; align-items: flex-start; font-size: 16px; line-height: 1.45; }
.kit-idea .number { min-width: 46px; text-align: center; background: #F5A623; color: #12282D; font-weight: 700; border-radius: 8px; padding: 2px 6px; }
.kit-idea .words div:empty { display: none; }
.kit-idea .words { flex: 1; min-width: 0; overflow-wrap: anywhere; white-space: pre-line; }
.kit-idea .fine { color: #4A5B5E; font-size: 14px; }
.kit-idea a.photo { flex: none; display: block; background: #FFFFFF; border: 1px solid #D8D2C4; border-radius: 10px; overflow: hidden; cursor: zoom-in; }
.kit-idea a.photo img { display: block; width: 132px; height: 100px; object-fit: contain; }
.kit-idea a.photo.large img { width: 260px; height: 196px; }
.kit-idea:has(.large) { flex-wrap: wrap; }
.kit-idea:has(.large) .words { min-width: 150px; }
.kit-idea .machine { border-bottom: 2px dashed #7E786B; }
.stTextArea textarea, .stTextInput input { unicode-bidi: plaintext; }
.kit-sign { display: flex; gap: 14px; direction: ltr; }
</style>"""


def style() -> None:
    st.html(_STYLE)


def favicon() -> str:
    return data_uri(look.svg("sun", "#F5A623"))


def mark(name: str, size: int = 26, colour: str | None = None) -> str:
    """An image element; `st.html` drops SVG elements, but takes data URIs."""
    source = data_uri(look.svg(name, colour or look.colours()[name].solid, size))
    return f'<img alt="" width="{size}" height="{size}" style="flex:none" src="{source}">'


def sign(code: str, *, colour: str = "#0B5560", size: int = 30) -> None:
    marks = "".join(mark(name, size, colour) for name in look.room_sign(code))
    name = _("Room sign")
    st.html(f'<div class="kit-sign" role="img" aria-label="{escape(name)}">{marks}</div>')


def agenda_line(workshop: Workshop, agenda: Sequence[Step]) -> None:
    """One bar per step: done, now, to come."""
    played = steps.played(agenda)
    here = next((i for i, step in enumerate(played) if step.id == workshop.current_step_id), None)
    passed = len(played) if workshop.ended_at else (here if here is not None else 0)
    rows = "".join(
        f'<li class="{"now" if i == here else "done" if i < passed else ""}"><i></i>'
        f"<b>{escape(pick(step.title, language.current(), workshop.language).text)}</b>"
        f"<span>{'✓' if i < passed else escape(_minutes(step))}</span></li>"
        for i, step in enumerate(played)
    )
    st.html(f'<ol class="kit-line">{rows}</ol>')


def _minutes(step: Step) -> str:
    return _("%(n)s min", n=step.minutes + step.added_minutes)


def symbol(name: str, size: int = 26, colour: str = "#12282D") -> str:
    """An image element of a symbol, read aloud by what it stands for."""
    source = data_uri(symbols.svg(name, colour, size))
    alt = escape(_(symbols.NAMES[name]))
    return f'<img alt="{alt}" width="{size}" height="{size}" style="flex:none" src="{source}">'


def idea_picture(idea: Idea, *, large: bool = False) -> str:
    """An element with the picture of an idea, large enough to judge; a photo opens in a tab of its own."""
    if name := pictures.symbol_of(idea.picture):
        return symbol(name, 72 if large else 48)
    source = pictured.address(idea.workshop_id, idea.picture)
    if not source:
        return ""
    alt = escape(_("Photo of idea %(number)s", number=idea.number))
    shape = "photo large" if large else "photo"
    return f'<a class="{shape}" href="{source}" target="_blank"><img alt="{alt}" src="{source}"></a>'


def idea_row(idea: Idea, translation: Translation | None = None, *, note: str = "", large: bool = False) -> None:
    """An idea as it was written, under the number that its writer sees on her phone."""
    parts = [language_of(idea.language).name, note]
    fine = " · ".join(escape(part) for part in parts if part)
    lines = f'<div dir="{direction(idea.language)}" lang="{idea.language}">{escape(idea.text)}</div>'
    if translation is not None:
        shape = "machine" if translation.source == Source.MACHINE else ""
        way = f'dir="{direction(translation.language)}" lang="{translation.language}"'
        lines += f'<div class="fine" {way}><span class="{shape}">{escape(translation.text)}</span></div>'
    if idea.original:
        first = _("First written: “%(text)s”", text=idea.original)
        lines += f'<div class="fine" dir="auto">{escape(first)}</div>'
    st.html(
        f'<div class="kit-idea"><span class="number">{idea.number}</span>{idea_picture(idea, large=large)}'
        f'<div class="words">{lines}<div class="fine">{fine}</div></div></div>'
    )


def titled(name: str, words: str, *, size: int = 18, mark_size: int = 28) -> None:
    """A mark with a bold line beside it."""
    st.html(
        f'<div style="display:flex;gap:14px;align-items:center;font-size:{size}px;font-weight:700;'
        f'line-height:1.35;overflow-wrap:anywhere">{mark(name, mark_size)}<span dir="auto">{escape(words)}</span></div>'
    )


def empty(sentence: str) -> None:
    """A grey bowl and one line on what fills it."""
    st.html(
        f'<div style="display:grid;justify-items:center;gap:12px;padding:32px;color:#4A5B5E;text-align:center">'
        f"{mark('bowl', 56, '#7E786B')}<span>{escape(sentence)}</span></div>"
    )


def data_uri(svg: str) -> str:
    return f"data:image/svg+xml;base64,{base64.b64encode(svg.encode()).decode()}"


def idea_log(changes: Sequence[tuple[IdeaChange, Idea]]) -> None:
    """What was done to ideas, the newest first."""
    if not changes:
        empty(_("Nothing was hidden or changed."))
    for change, idea in changes[:100]:
        at = language.clock(change.at.astimezone().time())
        st.html(f'<div dir="auto">{escape(f"{at} · {idea.number} · {_done(change)}")}</div>')


def _done(change: IdeaChange) -> str:
    names = {"show": _("shown"), "hide": _("hidden"), "edit": _("typo mended")}
    if change.verb != "edit":
        return names.get(change.verb, change.verb)
    if not change.before:
        return _("words put under the photo: “%(text)s”", text=change.after)
    return f"{names['edit']}: “{change.before}” → “{change.after}”"


def which_workshop() -> None:
    """The open workshop's name and room, so that two evenings are never mixed up."""
    with database.looking() as db:
        workshop = database.current(db)
        if workshop is None:
            return
        title = pick(workshop.title, language.current(), workshop.language).text
        room = _("Room %(code)s", code=workshop.code)
        marks = "".join(mark(name, 20, "#FFC05C") for name in look.room_sign(workshop.code))
        st.html(
            f'<div class="kit-sign">{marks}</div>'
            f'<div dir="auto" style="font-weight:600;margin-top:8px">{escape(title)}</div>'
            f'<div style="font-size:15px">{escape(room)}</div>'
        )
