"""The methods and the demo: whole in every language, and refused where they are not."""

import re
import tomllib
from collections import Counter
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from models import ActionStatus, Channel, PhoneMode, Source, StepKind, VenueKind
from workshop_kit import methods
from workshop_kit.errors import NoSuchMethod
from workshop_kit.i18n import LANGUAGES, offered
from workshop_kit.methods import WRITTEN

DEMO = methods.FOLDER.parent / "demo"
SHOWN_IN = {"fi", "sv", "en", "ar"}
STEPS = [
    pytest.param(method, step, id=f"{method.id}-{number}-{step.kind}")
    for method in methods.listed()
    for number, step in enumerate(method.steps, start=1)
]
SMALL = """
group_size = "6–25"
licence = "MIT"
name = { en = "Small", fi = "Pieni" }
purpose = { en = "Small", fi = "Pieni" }
fits = { en = "Small", fi = "Pieni" }

[[steps]]
kind = "ideas"
minutes = 20
phones = "write"
title = { en = "Ideas", fi = "Ideat" }
say = { en = "Write.", fi = "Kirjoittakaa." }

[[steps]]
kind = "vote"
minutes = 10
phones = "write"
settings = { dots = 5, cap = 3, on = "themes" }
title = { en = "Vote", fi = "Äänestys" }
say = { en = "Choose.", fi = "Valitkaa." }
prompt = { en = "Choose.", fi = "Valitse." }
"""


def demo(name: str) -> dict[str, Any]:
    return tomllib.loads((DEMO / name).read_text(encoding="utf-8"))


@pytest.fixture
def evening() -> dict[str, Any]:
    return demo("evening.toml")


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "small.toml"


def test_the_three_methods_are_listed_the_shortest_first() -> None:
    lengths = {method.id: method.total_minutes for method in methods.listed()}
    assert lengths == {"ideas-to-plan": 90, "learning-cafe": 100, "dialogue-first": 120}
    assert list(lengths.values()) == sorted(lengths.values())


def test_ideas_to_plan_has_the_agenda_of_a_school_evening() -> None:
    steps = [(step.kind.value, step.minutes) for step in methods.by_id("ideas-to-plan").steps]
    assert steps == [
        ("welcome", 10),
        ("rules", 5),
        ("ideas", 20),
        ("themes", 15),
        ("vote", 10),
        ("plan", 25),
        ("feedback", 5),
    ]


def test_an_unknown_method_is_refused() -> None:
    with pytest.raises(NoSuchMethod, match="world-café"):
        methods.by_id("world-café")


@pytest.mark.parametrize("method", methods.listed(), ids=lambda method: method.id)
def test_a_method_tells_in_every_language_what_it_is_for(method: methods.Method) -> None:
    assert set(method.name) == set(method.purpose) == set(method.fits) == set(WRITTEN)
    assert method.licence and re.fullmatch(r"\d+–\d+", method.group_size)
    assert method.steps[0].kind is StepKind.WELCOME and method.steps[1].kind is StepKind.RULES


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_a_step_speaks_every_language(method: methods.Method, step: methods.MethodStep) -> None:
    assert set(step.title) == set(offered())
    assert set(step.say) == set(WRITTEN)
    assert set(step.prompt) == (set() if step.kind is StepKind.IDEAS else set(offered()))


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_a_title_fits_under_its_bar(method: methods.Method, step: methods.MethodStep) -> None:
    assert all(len(title) <= 14 for title in step.title.values())


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_phones_write_only_ideas_and_votes(method: methods.Method, step: methods.MethodStep) -> None:
    writes = step.kind in (StepKind.IDEAS, StepKind.VOTE)
    assert step.phones is (PhoneMode.WRITE if writes else PhoneMode.LISTEN)


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_every_vote_has_five_dots_for_themes(method: methods.Method, step: methods.MethodStep) -> None:
    if step.kind is StepKind.VOTE:
        assert step.settings == {"dots": 5, "cap": 3, "on": "themes"}


def test_there_are_four_ground_rules_in_every_language() -> None:
    rules = [step for method in methods.listed() for step in method.steps if step.kind is StepKind.RULES]
    assert {len(text.splitlines()) for step in rules for text in step.prompt.values()} == {4}


def test_a_break_parts_dialogue_from_deciding() -> None:
    kinds = [step.kind for step in methods.by_id("dialogue-first").steps]
    pause = kinds.index(StepKind.BREAK)
    assert StepKind.DIALOGUE in kinds[:pause] and StepKind.DIALOGUE not in kinds[pause:]
    assert not {StepKind.IDEAS, StepKind.THEMES, StepKind.VOTE} & set(kinds[:pause])


def test_a_table_writes_its_ideas_in_the_café() -> None:
    rounds = [step for step in methods.by_id("learning-cafe").steps if step.kind is StepKind.IDEAS]
    assert [step.settings for step in rounds] == [{"by_table": True}] * 3


def test_a_method_may_say_how_its_ideas_are_given(file: Path) -> None:
    given = "settings = { by_table = true, show_others = true, photos = false, symbols = true }"
    file.write_text(SMALL.replace("minutes = 20", f"minutes = 20\n{given}"), encoding="utf-8")
    settings = methods.read(file).steps[0].settings
    assert settings == {"by_table": True, "show_others": True, "photos": False, "symbols": True}


def test_a_small_method_is_read(file: Path) -> None:
    file.write_text(SMALL, encoding="utf-8")
    method = methods.read(file)
    assert (method.id, method.total_minutes, method.steps[0].prompt) == ("small", 30, {})


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('kind = "vote"', 'kind = "poll"', "small.toml, step 2: 'poll' is unknown"),
        ('phones = "write"\nsettings', 'phones = "loud"\nsettings', "small.toml, step 2: 'loud' is unknown"),
        ("minutes = 10", "minutes = 0", "small.toml, step 2: minutes is 0"),
        ("minutes = 20", "minutes = 241", "small.toml, step 1: minutes is 241"),
        ("minutes = 20", "minutes = true", "small.toml, step 1: minutes is True"),
        ("minutes = 20", 'minutes = "20"', "small.toml, step 1: minutes is '20'"),
        (', fi = "Äänestys"', "", "small.toml, step 2, title: fi is missing"),
        (', fi = "Kirjoittakaa."', "", "small.toml, step 1, say: fi is missing"),
        ('"Valitse."', '" "', "small.toml, step 2, prompt: fi is missing"),
        ('fi = "Valitse."', 'sv = "Välj."', "small.toml, step 2, prompt: 'sv' is unknown"),
        ("prompt = {", "prompts = {", "small.toml, step 2: 'prompts' is unknown"),
        (", cap = 3", "", "small.toml, step 2: a vote needs cap"),
        (", cap = 3", ', cap = 3, method = "budget"', "small.toml, step 2: a vote needs purse"),
        (", cap = 3", ', cap = 3, method = "shouting"', "small.toml, step 2: method cannot be 'shouting'"),
        ("cap = 3", "cap = 6", "small.toml, step 2: cap is more than dots"),
        ("dots = 5", 'dots = "5"', "small.toml, step 2: dots cannot be '5'"),
        ('on = "themes"', 'on = "people"', "small.toml, step 2: on cannot be 'people'"),
        ("minutes = 20", "minutes = 20\nsettings = { dots = 5 }", "small.toml, step 1: 'dots' is unknown"),
        ("minutes = 20", "minutes = 20\nsettings = { photos = 1 }", "small.toml, step 1: photos cannot be 1"),
        ("minutes = 20", 'minutes = 20\nsettings = { show_others = "no" }', "step 1: show_others cannot be 'no'"),
        ("minutes = 20", "minutes = 20\nsettings = 5", "small.toml, step 1: 'settings' is unknown"),
        ('licence = "MIT"', "", "small.toml: licence is missing"),
        ('name = { en = "Small", ', "name = { ", "small.toml, name: en is missing"),
        ('licence = "MIT"', "licence = MIT", "small.toml: this is not TOML"),
    ],
)
def test_a_broken_file_names_itself_and_the_step(file: Path, right: str, wrong: str, told: str) -> None:
    assert SMALL.count(right) == 1
    file.write_text(SMALL.replace(right, wrong), encoding="utf-8")
    with pytest.raises(ValueError, match=re.escape(told)):
        methods.read(file)


def test_a_vote_without_a_prompt_is_refused(file: Path) -> None:
    file.write_text(re.sub(r"(?m)^prompt = .*$", "", SMALL), encoding="utf-8")
    with pytest.raises(ValueError, match=r"small\.toml, step 2: prompt is missing"):
        methods.read(file)


@pytest.mark.parametrize("steps", ["", "steps = []\n", 'steps = "many"\n'])
def test_a_method_without_steps_is_refused(file: Path, steps: str) -> None:
    file.write_text(steps + SMALL.split("[[steps]]")[0], encoding="utf-8")
    with pytest.raises(ValueError, match=r"small\.toml: there are no steps"):
        methods.read(file)


@pytest.mark.parametrize("name", ["evening.toml", "ready.toml"])
def test_a_demo_workshop_can_be_made_of_its_file(name: str) -> None:
    workshop = demo(name)
    assert set(workshop["title"]) == set(workshop["question"]) == SHOWN_IN
    assert workshop["languages"] == ["fi", "sv", "en", "ar"] and workshop["language"] == "en"
    assert methods.by_id(workshop["method"]) and VenueKind(workshop["venue_kind"])
    assert type(workshop["day"]) is date and type(workshop["starts"]) is time
    assert workshop["area"] and workshop["venue"]


def test_the_demo_evening_has_46_people_in_seven_languages(evening: dict[str, Any]) -> None:
    assert evening["participants"] == {"fi": 12, "en": 9, "ar": 8, "so": 7, "ru": 5, "sv": 3, "vi": 2}
    assert sum(evening["participants"].values()) == 46


def test_the_demo_ideas_stand_in_known_themes_but_for_two(evening: dict[str, Any]) -> None:
    themes = [theme["key"] for theme in evening["themes"]]
    placed = Counter(idea.get("theme") for idea in evening["ideas"])
    assert len(evening["ideas"]) == 48 and len(themes) == len(set(themes)) == 7
    assert placed.pop(None) == 2 and set(placed) == set(themes)
    assert all(set(theme["label"]) == SHOWN_IN for theme in evening["themes"])


def test_the_demo_ideas_are_short_and_said_once(evening: dict[str, Any]) -> None:
    texts = [idea["text"] for idea in evening["ideas"]]
    assert len(set(texts)) == 48 and max(len(text) for text in texts) <= 90


def test_the_demo_ideas_are_in_the_languages_of_the_people(evening: dict[str, Any]) -> None:
    languages = {idea["language"] for idea in evening["ideas"]}
    assert languages == set(evening["participants"]) and languages <= set(LANGUAGES)
    assert {Channel(idea["channel"]) for idea in evening["ideas"]} == {
        Channel.PHONE,
        Channel.PAPER,
        Channel.HELPER,
    }


def test_every_demo_idea_can_be_read_in_english_and_finnish(evening: dict[str, Any]) -> None:
    for idea in evening["ideas"]:
        assert set(idea["translation"]) == {"en", "fi", "source"} - {idea["language"]}, idea["text"]
    assert {Source(idea["translation"]["source"]) for idea in evening["ideas"]} == {Source.MACHINE, Source.PERSON}


def test_no_demo_ballot_breaks_the_rules_of_its_vote(evening: dict[str, Any]) -> None:
    vote = next(step for step in methods.by_id(evening["method"]).steps if step.kind is StepKind.VOTE)
    ballots = evening["vote"]["ballots"]
    assert len(ballots) == 41 and {len(ballot) for ballot in ballots} == {7}
    assert all(0 <= dots <= vote.settings["cap"] for ballot in ballots for dots in ballot)
    assert all(1 <= sum(ballot) <= vote.settings["dots"] for ballot in ballots)


def test_the_demo_dots_add_up(evening: dict[str, Any]) -> None:
    totals = [sum(dots) for dots in zip(*evening["vote"]["ballots"], strict=True)]
    assert totals == [44, 27, 37, 29, 15, 18, 9]


def test_the_demo_plan_answers_the_three_themes_with_most_dots(evening: dict[str, Any]) -> None:
    totals = [sum(dots) for dots in zip(*evening["vote"]["ballots"], strict=True)]
    keys = [theme["key"] for theme in evening["themes"]]
    best = sorted(keys, key=lambda key: -totals[keys.index(key)])[:3]
    assert [action["theme"] for action in evening["actions"]] == best


def test_the_demo_actions_are_whole_in_english_and_finnish(evening: dict[str, Any]) -> None:
    facts = {"title", "what", "service", "role", "partner", "indicator", "target", "resources"}
    facts |= {"first_step", "baseline", "risks"}
    for action in evening["actions"]:
        assert set(action["en"]) == set(action["fi"]) == facts
        assert all(action["en"].values()) and all(action["fi"].values()) and action["service_id"]
        assert action["deadline"] > evening["day"]
        assert 0 < action["first_step_days"] <= 30 and 1 <= action["effort"] <= 5 and 1 <= action["benefit"] <= 5
        assert set(action["languages"]) <= LANGUAGES.keys()
        assert ActionStatus(action["status"]) in (ActionStatus.ACCEPTED, ActionStatus.PROPOSED)
