"""What pages share about steps: the names of their kinds."""

from models import StepKind, Texts
from pages.parts.language import _
from workshop_kit.i18n import N_, everywhere

NAMES = {
    StepKind.WELCOME: N_("Welcome"),
    StepKind.RULES: N_("Ground rules"),
    StepKind.DIALOGUE: N_("Dialogue, phones down"),
    StepKind.IDEAS: N_("Ideas"),
    StepKind.THEMES: N_("Themes"),
    StepKind.VOTE: N_("Vote"),
    StepKind.OPINIONS: N_("Opinions"),
    StepKind.PLAN: N_("Plan"),
    StepKind.FEEDBACK: N_("Feedback"),
    StepKind.BREAK: N_("Break"),
}


def name(kind: StepKind) -> str:
    return _(NAMES[kind])


def title(kind: StepKind) -> Texts:
    """The title of a new step, in every language in which we have it."""
    found = everywhere(NAMES[kind])
    return {code: text for code, text in found.items() if code == "en" or text != NAMES[kind]}
