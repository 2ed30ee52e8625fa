"""What people say under a filter."""

from models import IdeaState, Need, NeedKind, PhoneMode, Source, StepKind
from workshop_kit import examples, services, steps
from workshop_kit.evaluation import answers, questions
from workshop_kit.insights import Filter
from workshop_kit.profile import content
from workshop_kit.profile.facts import Count


def of(ann, wanted=Filter()):  # noqa: B008
    return content.of(ann.db, wanted, "en", today=ann.now.date())


def joined(ann, theme, label, kind=NeedKind.NEED):
    need = Need(label={"en": label, "fi": f"{label} (fi)"}, kind=kind, created_at=ann.now)
    ann.db.add(need)
    ann.db.flush()
    theme.need_id, theme.need_by = need.id, Source.PERSON
    ann.db.add(theme)
    ann.db.flush()
    return need


def asks_about(ann, service, *numbers):
    """A feedback step in which so many people answer about a service."""
    step = steps.add(ann.db, ann.workshop, StepKind.FEEDBACK, title={"en": "Questions"}, minutes=3)
    questions.choose(ann.db, ann.workshop, step, [], [service.id])
    steps.start(ann.db, ann.workshop, step, now=ann.now)
    step.phones = PhoneMode.WRITE
    for number in numbers:
        answers.give(ann.db, ann.workshop, step, ann.joins(), {questions.key_of(service): number}, now=ann.now)
    step.ended_at = ann.workshop.ended_at = ann.now
    ann.db.add_all((step, ann.workshop))
    ann.db.flush()


def test_without_needs_the_themes_are_told(ann):
    ann.theme("Clubs", ann.enters(), ann.enters())
    ann.enters()
    said = of(ann)
    assert not said.are_joined
    assert [(point.label, point.ideas) for point in said.needs] == [("Clubs", 2)]
    assert (said.ideas, said.loose) == (3, 1)


def test_themes_of_two_workshops_in_one_need_are_one_point(ann, open_room):
    other = open_room(ann.db)
    need = joined(ann, ann.theme("Clubs", ann.enters(), ann.enters()), "Clubs after school")
    theme = other.theme("Kerhot", other.enters())
    theme.need_id, theme.need_by = need.id, Source.PERSON
    ann.db.add(theme)
    ann.db.flush()
    (point,) = of(ann).needs
    assert (point.label, point.ideas, point.workshops) == ("Clubs after school", 3, 2)


def test_strengths_and_barriers_stand_by_themselves(ann):
    joined(ann, ann.theme("Neighbours", ann.enters()), "Neighbours", NeedKind.STRENGTH)
    joined(ann, ann.theme("Only Finnish", ann.enters()), "Only Finnish", NeedKind.BARRIER)
    said = of(ann)
    assert ([p.label for p in said.strengths], [p.label for p in said.barriers]) == (
        ["Neighbours"],
        ["Only Finnish"],
    )
    assert said.needs == ()


def test_a_need_for_which_a_person_found_no_service_is_a_gap(ann, now):
    theme = ann.theme("Clubs", ann.enters())
    examples.remember_theme(ann.db, theme, None, "en", now=now)
    assert [point.label for point in of(ann).gaps] == ["Clubs"]


def test_hidden_ideas_count_nowhere(ann):
    hidden = ann.enters()
    hidden.state = IdeaState.HIDDEN
    ann.db.add(hidden)
    ann.enters("Apua", "fi")
    said = of(ann)
    assert (said.ideas, said.by_channel) == (1, (("paper", 1),))


def test_a_language_is_named_from_five_ideas_on(ann):
    for code, many in (("fi", 6), ("so", 5), ("ar", 2), ("ru", 3)):
        for _each in range(many):
            ann.enters("Apua", code)
    said = of(ann)
    assert dict(said.by_language) == {"fi": 6, "so": 5}
    assert said.in_others == 5


def test_services_are_told_by_who_knows_them(ann, now):
    service = services.add(ann.db, now=now, kind="service", name={"en": "Debt counselling"})
    asks_about(ann, service, *[1] * 8, *[2] * 6, *[3] * 5)
    (known,) = of(ann).services
    assert (known.name, known.answered) == ("Debt counselling", 19)
    assert (known.use, known.know, known.new) == (Count(5), Count(6), Count(8))


def test_two_who_use_a_service_are_not_told(ann, now):
    service = services.add(ann.db, now=now, kind="service", name={"en": "Debt counselling"})
    asks_about(ann, service, *[1] * 9, *[2] * 6, 3, 3)
    (known,) = of(ann).services
    assert (known.use, known.know, known.new) == (None, None, Count(9))


def test_a_service_that_four_answered_about_is_not_told(ann, now):
    service = services.add(ann.db, now=now, kind="service", name={"en": "Debt counselling"})
    asks_about(ann, service, 1, 1, 2, 3)
    assert of(ann).services == ()


def test_another_area_says_nothing_of_this_one(ann):
    ann.theme("Clubs", ann.enters())
    assert of(ann, Filter(area="Elsewhere")).ideas == 0
