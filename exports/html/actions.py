"""The facts of an action: who does what by when, and what the computer suggests."""

import re
from typing import NamedTuple

from markupsafe import Markup

from exports.characters import printable
from exports.html.phrases import Phrases
from exports.html.tongues import filled, said, typed
from exports.names import language_title
from workshop_kit.report import ActionPage, ServiceFacts

_WEB = re.compile(r"https?://[^\s/]", re.IGNORECASE)


class Fact(NamedTuple):
    name: str
    lines: tuple[Markup, ...]  # the first in full size; none where it is not decided yet


def facts(say: Phrases, action: ActionPage) -> list[Fact]:
    """What must be decided stands here open or not; what may be left out only where it was said."""
    w = say.w
    more = [
        Fact(w._("Partner"), _typed(action.partner, helping(say, action))),
        Fact(w._("Needs"), _typed(action.resources)),
        Fact(w._("Languages needed"), _languages(say, action)),
        Fact(w._("What could go wrong"), _typed(action.risks)),
        Fact(w._("Effort: 1 little, 5 much"), _degree(say, action.effort)),
        Fact(w._("Benefit: 1 little, 5 much"), _degree(say, action.benefit)),
    ]
    return [*_needed(say, action), *(fact for fact in more if fact.lines)]


def _needed(say: Phrases, action: ActionPage) -> list[Fact]:
    w = say.w
    return [
        Fact(w._("Service"), _owner(say, action)),
        Fact(w._("Person in charge"), _typed(action.role)),
        Fact(w._("First step"), _first_step(say, action)),
        Fact(w._("By when"), _typed(say.day(action.deadline) if action.deadline else "")),
        Fact(w._("Measured by"), _measure(say, action)),
    ]


def _owner(say: Phrases, action: ActionPage) -> tuple[Markup, ...]:
    w, service = say.w, action.service
    if service is None:
        return (_open(w._("None of the catalogue fits: a gap")),) if action.is_gap else ()
    if not action.service_confirmed:
        return (_open(w._("Not confirmed yet, see the suggestion below")),)
    body = (said(service.body, service.body_language),) if service.body else ()
    return (linked(service), *body, *_typed(service.contact))


def _open(sentence: str) -> Markup:
    return Markup('<span class="open">{}</span>').format(sentence)


def linked(service: ServiceFacts) -> Markup:
    """Its name; a link where its address is one of the web."""
    name, address = said(service.name, service.name_language), printable(service.url)
    if not _WEB.match(address):
        return Markup("<strong>{}</strong>").format(name)
    return Markup('<a href="{}" rel="noopener noreferrer">{}</a>').format(address, name)


def _first_step(say: Phrases, action: ActionPage) -> tuple[Markup, ...]:
    """Such as “Ask the caretaker for the key, by 1 December 2026”."""
    if not (action.first_step and action.first_step_by):
        return _typed(action.first_step)
    step, day = typed(action.first_step), typed(say.day(action.first_step_by))
    return (filled(say.w._("%(step)s, by %(day)s"), step=step, day=day),)


def _measure(say: Phrases, action: ActionPage) -> tuple[Markup, ...]:
    """Such as “Children each month: from 12 to 40”."""
    w, of, to = say.w, typed(action.baseline), typed(action.target)
    if action.baseline and action.target:
        course = filled(w._("from %(baseline)s to %(target)s"), baseline=of, target=to)
    elif action.baseline:
        course = filled(w._("now %(baseline)s"), baseline=of)
    else:
        course = to if action.target else Markup()
    parts = [typed(action.indicator)] if action.indicator else []
    parts += [Markup("<bdi>{}</bdi>").format(course)] if course else []
    return (Markup(": ").join(parts),) if parts else ()


def helping(say: Phrases, action: ActionPage) -> str:
    """How many want to help; nothing where nobody does."""
    if action.wanting == 0:
        return ""
    return say.w._("People who want to help: %(number)s", number=say.people(action.wanting))


def _languages(say: Phrases, action: ActionPage) -> tuple[Markup, ...]:
    return _typed(", ".join(language_title(code, say.language) for code in action.languages))


def _degree(say: Phrases, degree: int | None) -> tuple[Markup, ...]:
    return () if degree is None else _typed(say.number(degree))


def _typed(*lines: str) -> tuple[Markup, ...]:
    return tuple(typed(line) for line in lines if line)


def asked(say: Phrases, action: ActionPage) -> str:
    """How many ideas are behind it, and what it got in the vote."""
    found = []
    if action.theme is not None:
        found.append(say.w._("Behind it: %(ideas)s", ideas=say.asked_by(action.theme)))
    if action.got:
        found.append(say.w._("In the vote: %(figure)s.", figure=action.got))
    return " ".join(found)


def suggestion(say: Phrases, action: ActionPage) -> Markup:
    """The service that nobody has confirmed, and why it was suggested; empty where there is none."""
    service = action.service
    if service is None or action.service_confirmed:
        return Markup()
    names = [linked(service)]
    if service.body:
        names.append(said(service.body, service.body_language))
    name = Markup(", ").join(names)
    sentence = filled(say.w._("Suggested by the computer, not yet confirmed: %(service)s."), service=name)
    if not action.service_reason:
        return sentence
    why = filled(say.w._("Why: %(reason)s"), reason=typed(action.service_reason))
    return Markup(" ").join((sentence, why))
