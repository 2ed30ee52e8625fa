"""What pages share about steps: the names of their kinds."""

from models import StepKind
from pages.parts.language import _

KINDS = {
    StepKind.WELCOME: lambda: _("Welcome"),
    StepKind.RULES: lambda: _("Ground rules"),
    StepKind.DIALOGUE: lambda: _("Dialogue, phones down"),
    StepKind.IDEAS: lambda: _("Ideas"),
    StepKind.THEMES: lambda: _("Themes"),
    StepKind.VOTE: lambda: _("Vote"),
    StepKind.OPINIONS: lambda: _("Opinions"),
    StepKind.PLAN: lambda: _("Plan"),
    StepKind.FEEDBACK: lambda: _("Feedback"),
    StepKind.BREAK: lambda: _("Break"),
}
