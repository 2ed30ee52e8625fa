"""A feedback step that asks, on the big screen: what to do, and from five on how many have answered; never what."""

from typing import Any

from sqlmodel import Session

from models import Step, Workshop
from pages.parts.screen_text import count, each, ours
from workshop_kit import privacy, screen_settings
from workshop_kit.evaluation import answers
from workshop_kit.evaluation.questions import asks
from workshop_kit.i18n import Words


def shown(db: Session, workshop: Workshop, step: Step | None, w: Words) -> dict[str, Any]:
    """What is other than on the calm screen; nothing where the step asks nothing."""
    if step is None or not asks(step):
        return {}
    if not answers.is_open(step):
        return {**each("question", ours(workshop, lambda own: own._("Thank you. We go on together."))), "lists": []}
    to_do = ours(workshop, lambda own: own._("Tap what fits on your phone. You may skip what you like."))
    told = privacy.people(answers.people(db, step))
    counts = {"counts": [] if told is None else [count(w._("have answered"), told)], "lists": []}
    if not any(step.prompt.values()):
        return {**counts, **each("question", to_do)}
    return {**counts, **each("heading", to_do), **each("question", screen_settings.shown(workshop, step.prompt))}
