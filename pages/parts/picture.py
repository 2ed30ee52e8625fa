"""What the projector shows, as data: chosen by the facilitator, else by the kind of the present step."""

from collections import Counter
from datetime import datetime
from typing import Any

from babel.dates import format_date
from sqlmodel import Session

from models import Action, ActionStatus, Channel, Idea, Screen, Service, Step, StepKind, Translation, Workshop
from pages.parts import (
    address,
    effort,
    pictured,
    screen_last,
    screen_marks,
    screen_questions,
    screen_result,
    screen_themes,
)
from pages.parts.screen_text import asked, count, each, lines, ours, plain, said
from workshop_kit import ideas, look, participants, plan, privacy, screen_settings, steps, themes, votes
from workshop_kit.i18n import Words, direction, language_of, locale_of, pick, words

_BY_KIND = {
    StepKind.WELCOME: "join",
    StepKind.IDEAS: "wall",
    StepKind.THEMES: "themes",
    StepKind.VOTE: "themes",
    StepKind.OPINIONS: "themes",
    StepKind.PLAN: "plan",
    StepKind.DIALOGUE: "sun",
    StepKind.BREAK: "sun",
}
_BY_CHOICE = {Screen.IDEAS: "wall", Screen.RESULT: "result"}


def of(db: Session, workshop: Workshop, *, now: datetime) -> dict[str, Any]:
    """The picture for the room component; nothing in it that the room should not see."""
    step = steps.current(db, workshop)
    kind = kind_of(workshop, step)
    if workshop.ended_at is not None and workshop.screen is None and not plan.actions(db, workshop):
        kind = "result" if last_closed_vote(db, workshop) else "calm"  # an evening may end without a plan
    frame = _frame(db, workshop, step, now)
    picture = {**frame, "kind": kind, **_PAINTERS[kind](db, workshop, step, words(workshop.language))}
    return {**picture, "symbols": pictured.drawings(picture)}


def kind_of(workshop: Workshop, step: Step | None) -> str:
    if workshop.screen is not None:
        return _BY_CHOICE.get(workshop.screen, workshop.screen.value)
    if step is None:
        return "join" if workshop.ended_at is None else "plan"
    if votes.shows_result(step):
        return "result"
    if votes.is_vote(step) and votes.on_ideas(step):
        return "ballot"
    return _BY_KIND.get(step.kind, "calm")


def _frame(db: Session, workshop: Workshop, step: Step | None, now: datetime) -> dict[str, Any]:
    w = words(workshop.language)
    now_asked, settings = asked(workshop, step), screen_settings.of(workshop)
    clock = steps.clock(step, now=now) if step else None
    return {
        "dark": settings.dark,
        "sound": settings.sound,
        "turn": settings.prompts == "turn",
        "step": step.id if step else None,
        "lang": workshop.language,
        "dir": direction(workshop.language),
        "title": pick(workshop.title, workshop.language).text,
        **each("question", now_asked),
        **each("heading", now_asked),
        "spoken": now_asked[0].text,
        "beside": pictured.data(workshop.id, step.picture if step else ""),
        "code": workshop.code,
        "sign": look.room_sign(workshop.code),
        "shapes": look.shapes(),
        "qr": address.qr(address.link(db, workshop.code)),
        "address": address.short(db),
        "counts": [],
        "minutes": clock.minutes_left if clock else None,
        "share": round(clock.share_left, 2) if clock else 1,
        "words": _words(w, clock.minutes_left if clock else 0),
    }


def _words(w: Words, minutes: int) -> dict[str, str]:
    return {
        "same": w._("The same three shapes on your phone? You are in the right room."),
        "find": w._("Find your number. Every idea is here."),
        "suggested": w._("Suggested by the computer"),
        "minutes": w.n("minute", "minutes", minutes),
        "empty": w._("Nothing here yet. The first idea will show here."),
    }


def _join(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    number = participants.count(db, workshop)
    by_language = participants.by_language(db, workshop)
    here = [{"text": w.n("%(n)s phone is here", "%(n)s phones are here", number), "big": True}] if number else []
    parts = [f"{language_of(code).name} {size}" for code, size in by_language.shown]
    if by_language.other and parts:
        parts.append(w._("other languages %(n)s", n=by_language.other))
    if parts:
        here.append({"text": " · ".join(parts), "big": False})
    return {
        **each("question", screen_settings.shown(workshop, workshop.question)),
        "hello": [plain(code, words(code)._("Welcome")) for code in workshop.languages],
        "here": here or [{"text": w._("Scan the code with your phone’s camera."), "big": False}],
    }


def _wall(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    on_wall = ideas.shown(db, workshop)
    translations = ideas.translations(db, workshop)
    by_language = privacy.grouped(Counter(idea.language for idea in on_wall))
    spoken = [{"n": number, **plain(code, language_of(code).name)} for code, number in by_language.shown]
    if by_language.other:
        spoken.append({"n": by_language.other, **plain(workshop.language, w._("in other languages"))})
    kinds = len({idea.language for idea in on_wall})
    counts = [count(w.n("idea", "ideas", len(on_wall)), len(on_wall))]
    if kinds > 1:
        counts.append(count(w.n("language", "languages", kinds), kinds))
    cards = [_card(idea, translations.get(idea.id or 0, {}).get(workshop.language), w) for idea in on_wall]
    answered = step if step is not None and step.kind == StepKind.IDEAS else None  # other prompts ask other things
    return {**each("heading", asked(workshop, answered)), "ideas": cards, "languages": spoken, "counts": counts}


def _ballot(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    """The ideas of a vote on ideas, by number: what the phones let people choose from."""
    offered = [option.idea_id for option in votes.options(db, step)] if step else []
    translations = ideas.translations(db, workshop)
    chosen = [idea for idea in ideas.shown(db, workshop) if idea.id in offered]
    prices = screen_themes.priced(db, step, w)
    cards = [_card(idea, translations.get(idea.id or 0, {}).get(workshop.language), w) for idea in chosen]
    for card, idea in zip(cards, chosen, strict=True):
        if price := prices.get(f"idea:{idea.id}"):
            card["channel"] = plain(w.language, price)
    return {**screen_themes.calling(db, workshop, step, w, len(cards)), "ideas": cards, "languages": []}


def _card(idea: Idea, translation: Translation | None, w: Words) -> dict[str, Any]:
    channels = {  # how it came in, where that is not the writer's own phone
        Channel.PAPER: w._("paper"),
        Channel.HELPER: w._("by a helper"),
        Channel.SHARED: w._("shared phone"),
    }
    own = plain(idea.language, idea.text)
    meaning = translation and plain(translation.language, translation.text)
    if meaning and not idea.text:  # a photo that somebody put words under in this language only
        own, translation = meaning, None
    return {
        "number": idea.number,
        "name": language_of(idea.language).name,
        "channel": plain(w.language, channels.get(idea.channel, "")),
        **own,
        **pictured.data(idea.workshop_id, idea.picture),
        "translation": translation and meaning and {**meaning, "machine": translation.source == "machine"},
    }


def _themes(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    empty = w._("We are sorting your ideas into themes.")
    return {**screen_themes.shown(db, workshop, step, w), "words": {**_words(w, 0), "empty": empty}}


def _result(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    vote = last_closed_vote(db, workshop)
    found = votes.result(db, vote) if vote else None
    people = privacy.people(found.tally.voters) if found else None
    voted = [count(w.n("person voted", "people voted", people), people)] if people else []
    some, small = found is not None and bool(found.tally.ranked), found is None or found.is_small
    empty = w._("Nobody voted.") if vote else w._("The result shows here when the vote is closed.")
    return {
        **each("heading", ours(workshop, lambda own: _chosen(vote, some or vote is None, own))),
        "counts": voted,
        "options": screen_result.bars(db, workshop, vote) if vote and some and not small else [],
        "places": screen_result.places(db, workshop, vote) if vote and some and small else [],
        "words": {**_words(w, 0), "empty": empty},
        "band": screen_result.band(db, workshop, vote, w) if vote else "",
    }


def _chosen(vote: Step | None, some: bool, w: Words) -> str:
    if vote is not None and vote.kind == StepKind.OPINIONS:
        return w._("How far you agree")
    return w._("Together you chose these") if some else w._("The vote is closed.")


def last_closed_vote(db: Session, workshop: Workshop) -> Step | None:
    return screen_result.last_closed_vote(db, workshop)


def _plan(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    found = {column.theme.id: column.theme for column in themes.board(db, workshop).columns}
    cards, now = [], plan.theme_ids(db, workshop)
    for action in plan.actions(db, workshop):
        theme = found.get(now[action.id or 0])
        signed = screen_marks.of(workshop, theme.mark if theme else None)
        service = db.get(Service, action.service_id) if action.service_id else None
        name = pick(service.name, workshop.language).text if service else w._("No service chosen yet")
        body = pick(service.body, workshop.language).text if service else ""
        cards.append(
            {
                "title": pick(plan.title(action, workshop), workshop.language).text,
                "who": " · ".join(part for part in (name, body, action.role) if part),
                "confirmed": action.service_confirmed,
                "when": _when(action, w),
                **signed,
                **pictured.data(workshop.id, theme.picture if theme else ""),
            }
        )
    return {
        **each("heading", ours(workshop, lambda own: own._("Who does what by when"))),
        "actions": cards,
        "words": {**_words(w, 0), "empty": w._("The plan shows here when it has its first action.")},
    }


def _when(action: Action, w: Words) -> str:
    """By which day; how it stands, once it is done or cannot be done."""
    if (day := plan.promised_by(action)) is not None:
        return format_date(day, "d MMM y", locale=locale_of(w.language))
    over = action.status in (ActionStatus.DONE, ActionStatus.NOT_POSSIBLE)
    return w._(plan.STATUS[action.status]) if over else ""


def _effort(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    """The actions that stand in the picture of effort and benefit."""
    actions = plan.actions(db, workshop)
    low, high = plan.SCALE
    return {
        **each("heading", ours(workshop, lambda own: own._("Effort and benefit"))),
        "points": [
            {
                "number": number,
                "title": said(title),
                "across": ((actions[number - 1].effort or low) - low) / (high - low),
                "up": ((actions[number - 1].benefit or low) - low) / (high - low),
            }
            for number, title in effort.named(actions, workshop, workshop.language)[: effort.MOST]
        ],
        "axes": {"effort": w._("Effort"), "benefit": w._("Benefit"), "begin": w._("Begin here")},
        "words": {**_words(w, 0), "empty": w._("The picture shows here when effort and benefit are filled in.")},
    }


def _sun(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    """While people talk, the question of the evening and what the phones say; in a break, what the step says."""
    if step is None or step.kind != StepKind.DIALOGUE:
        untold = step is not None and step.kind == StepKind.BREAK and not any(step.prompt.values())
        title = each("question", screen_settings.shown(workshop, step.title)) if step and untold else {}
        return {**title, "say": None, "say_also": []}
    down = screen_settings.shown(workshop, step.prompt)
    if not any(step.prompt.values()):
        down = ours(workshop, lambda own: own._("Phones down. One speaks, all listen."))
    return {**each("question", screen_settings.shown(workshop, workshop.question)), **each("say", down)}


def _calm(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    told = asked(workshop, step)
    several = any(len(lines(text)) > 1 for text in told)
    return {
        **each("heading", screen_settings.shown(workshop, step.title if step else workshop.title)),
        **each("question", told),
        "lists": [lines(text) for text in told] if several else [],
        **screen_questions.shown(db, workshop, step, w),
    }


_PAINTERS = {
    "join": _join,
    "wall": _wall,
    "ballot": _ballot,
    "themes": _themes,
    "result": _result,
    "plan": _plan,
    "effort": _effort,
    "last": screen_last.shown,
    "sun": _sun,
    "calm": _calm,
}
