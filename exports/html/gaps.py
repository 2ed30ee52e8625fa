"""What is still open: what each action and each theme lacks."""

from collections.abc import Iterator
from typing import NamedTuple

from markupsafe import Markup

from exports.html.phrases import Phrases
from exports.html.tongues import filled, said, typed
from exports.open_ends import missing
from workshop_kit.report import ActionPage, Need, WorkshopReport


class Gap(NamedTuple):
    what: str
    where: Markup


def gaps(say: Phrases, report: WorkshopReport) -> list[Gap]:
    of_actions = [Gap(what, named(action)) for action in report.actions for what in missing(say.w, action)]
    return [*of_actions, *_without_action(say, report)]


def named(action: ActionPage) -> Markup:
    """An action by its number and title, with the way to it."""
    number, title = typed(f"{action.number}."), said(action.title, action.title_language)
    return Markup('<a href="#action-{}">{} {}</a>').format(action.number, number, title)


def called(need: Need) -> Markup:
    """A need that no service answers: an action, or a theme without one, with the way to it."""
    if need.action is not None:
        return named(need.action)
    number = need.theme.number if need.theme else 0
    return Markup('<a href="#theme-{}">{}</a>').format(number, said(need.name, need.language))


def _without_action(say: Phrases, report: WorkshopReport) -> Iterator[Gap]:
    answered = {action.theme.number for action in report.actions if action.theme}
    for theme in report.themes:
        if theme.number not in answered:
            ideas = typed(say.w.n("%(n)s idea", "%(n)s ideas", len(theme.ideas)))
            label = said(theme.label, theme.label_language)
            link = Markup('<a href="#theme-{}">{}</a>').format(theme.number, label)
            where = filled(say.w._("%(theme)s (%(ideas)s)"), theme=link, ideas=ideas)
            yield Gap(say.w._("No action yet"), where)
