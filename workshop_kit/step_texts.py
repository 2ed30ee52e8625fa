"""What a new step begins with: the words and minutes of the kit's own methods."""

from models import PhoneMode, StepKind
from workshop_kit import methods
from workshop_kit.methods import MethodStep

_MODELS = ("ideas-to-plan", "dialogue-first", "learning-cafe")
_OWN = {
    StepKind.BREAK: {
        "en": "“Take something to drink and stretch your legs.” Say when you go on. Open a window, and help those "
        "whose phone has not joined yet.",
        "fi": "”Ottakaa juotavaa ja jaloitelkaa.” Sano, milloin jatketaan. Avaa ikkuna ja auta niitä, joiden "
        "puhelin ei ole vielä mukana.",
    },
    StepKind.OPINIONS: {
        "en": "“Say of each sentence whether you agree. Nothing is decided by it, and nobody sees your answers.” "
        "Read some sentences aloud, and let the interpreters follow.",
        "fi": "”Kerro jokaisesta lauseesta, oletko samaa mieltä. Tällä ei päätetä mitään, eikä kukaan näe "
        "vastauksiasi.” Lue muutama lause ääneen ja anna tulkeille aikaa.",
    },
}
"""What to say where a method's own words would promise what comes after; phones show a sentence of the kit's."""


def usual(kind: StepKind) -> MethodStep | None:
    """The main step of a kind: the longest in the first of the kit's methods that has one. None: none has."""
    if kind in _OWN:
        return MethodStep(kind, 10, {}, _OWN[kind], {}, PhoneMode.LISTEN, {})
    for id in _MODELS:
        found = [step for step in methods.by_id(id).steps if step.kind == kind]
        if found:
            return max(found, key=lambda step: step.minutes)
    return None
