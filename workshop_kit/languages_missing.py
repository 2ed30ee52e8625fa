"""Which texts the room will read are not written in a language that the phones offer."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from models import Step, Texts, Workshop
from workshop_kit import steps


@dataclass(frozen=True)
class Missing:
    """What is not written in one language. Phones show another language in its place."""

    language: str
    title: bool
    question: bool
    prompts: tuple[int, ...]  # ids of the steps whose name or prompt is not written

    @property
    def texts(self) -> tuple[bool, bool, tuple[int, ...]]:
        return self.title, self.question, self.prompts


def missing(workshop: Workshop, agenda: Sequence[Step]) -> tuple[Missing, ...]:
    """For each language of the phones what is not written in it, in the order in which they are offered.

    Skipped steps count for nothing. Neither does an empty prompt: where ideas are written, the question stands
    in for it, and elsewhere one of the kit's own sentences, which every language has.
    """
    found = (_in(code, workshop, steps.played(agenda)) for code in workshop.languages)
    return tuple(one for one in found if any(one.texts))


def _in(code: str, workshop: Workshop, played: Iterable[Step]) -> Missing:
    return Missing(
        code,
        title=not _has(workshop.title, code),
        question=not _has(workshop.question, code),
        prompts=tuple(step.id for step in played if step.id is not None and _lacks(step, code)),
    )


def alike(found: Iterable[Missing]) -> list[tuple[Missing, ...]]:
    """Languages in which the same texts are missing belong in one sentence."""
    groups: dict[tuple[bool, bool, tuple[int, ...]], list[Missing]] = {}
    for one in found:
        groups.setdefault(one.texts, []).append(one)
    return [tuple(group) for group in groups.values()]


def _lacks(step: Step, code: str) -> bool:
    """Whether a text of this step that is written in some language is not written in this one."""
    written = [texts for texts in (step.title, step.prompt) if any(text.strip() for text in texts.values())]
    return not all(_has(texts, code) for texts in written)


def _has(texts: Texts, code: str) -> bool:
    return bool(texts.get(code, "").strip())
