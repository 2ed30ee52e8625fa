"""The methods and the demo: whole in every language, and refused where they are not."""

import re
import tomllib
from collections import Counter
from datetime import date, time
from pathlib import Path
from typing import Any

import pytest

from models import ActionStatus, Channel, PhoneMode, Source, StepKind, VenueKind, VotingMethod
from workshop_kit import methods, steps, vote_settings
from workshop_kit.errors import NoSuchMethod
from workshop_kit.i18n import LANGUAGES, offered
from workshop_kit.methods import TROUBLES, WRITTEN, reading

DEMO = methods.FOLDER.parent / "demo"
REFERENCE = Path(__file__).parents[2] / "docs" / "reference" / "methods.md"
EXPLANATION = REFERENCE.parents[1] / "explanation" / "methods.md"
SHOWN_IN = {"fi", "sv", "en", "ar"}
MINUTES = {
    "dot-vote": 25,
    "parental-corner": 30,
    "childrens-workshop": 45,
    "one-two-four-all": 45,
    "nominal-group": 60,
    "fishbowl": 70,
    "job-coaching-circle": 75,
    "ideas-to-plan": 90,
    "listening-circle": 90,
    "learning-cafe": 100,
    "world-cafe": 110,
    "constructive-dialogue": 120,
    "dialogue-first": 120,
    "service-design-clinic": 120,
    "future-workshop": 150,
    "open-space": 180,
}
SHARED_ALIKE = {"one-two-four-all": "1-2-4-All", "listening-circle": "User Experience Fishbowl"}
"""The methods that are under CC BY-SA 4.0, and what they are adapted from."""
WRITES = (StepKind.IDEAS, StepKind.VOTE, StepKind.OPINIONS)
DECIDES = (StepKind.VOTE, StepKind.OPINIONS)
METHODS = [pytest.param(method, id=method.id) for method in methods.listed()]
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
fits = { en = "Often", fi = "Usein" }
fits_not = { en = "Seldom", fi = "Harvoin" }
languages = { en = "Any", fi = "Kaikki" }
materials = { en = "Pens", fi = "Kyniä" }

[troubles]
silence = { en = "Wait.", fi = "Odota." }
one_voice = { en = "Thank.", fi = "Kiitä." }
conflict = { en = "Stop.", fi = "Keskeytä." }
late = { en = "Shorten.", fi = "Lyhennä." }

[[steps]]
kind = "ideas"
minutes = 20
shortest = 12
phones = "write"
title = { en = "Ideas", fi = "Ideat" }
say = { en = "Write.", fi = "Kirjoittakaa." }
needs = { en = "Paper", fi = "Paperia" }

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


def test_the_methods_are_listed_the_shortest_first() -> None:
    lengths = [(method.id, method.total_minutes) for method in methods.listed()]
    assert lengths == list(MINUTES.items())


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


@pytest.mark.parametrize("method", METHODS)
def test_a_method_tells_in_every_language_what_it_is_for(method: methods.Method) -> None:
    texts = (method.name, method.purpose, method.fits, method.fits_not, method.languages, method.materials)
    assert all(set(text) == set(WRITTEN) for text in texts)
    assert method.licence and re.fullmatch(r"\d+–\d+", method.group_size)
    assert method.steps[0].kind is StepKind.WELCOME and method.steps[1].kind is StepKind.RULES
    assert method.steps[-1].kind is StepKind.FEEDBACK


@pytest.mark.parametrize("method", METHODS)
def test_a_method_says_when_not_to_use_it(method: methods.Method) -> None:
    """And says it in its own place: what it fits says only when to use it."""
    assert "Not " in method.fits_not["en"] and "Ei " in method.fits_not["fi"]
    assert "Not " not in method.fits["en"] and "Ei " not in method.fits["fi"]


@pytest.mark.parametrize("method", METHODS)
def test_what_to_bring_is_one_thing_a_line(method: methods.Method) -> None:
    lines = {language: text.splitlines() for language, text in method.materials.items()}
    assert len(lines["en"]) == len(lines["fi"]) >= 2
    assert all(line.strip() and len(line) <= 100 for of_one in lines.values() for line in of_one)


@pytest.mark.parametrize("method", METHODS)
def test_a_method_knows_what_to_do_when_it_goes_wrong(method: methods.Method) -> None:
    assert set(method.troubles) == set(TROUBLES)
    for text in method.troubles.values():
        assert set(text) == set(WRITTEN)
        assert all(60 <= len(advice) <= 480 for advice in text.values())


def test_each_method_has_its_own_advice() -> None:
    told = Counter(text["en"] for method in methods.listed() for text in method.troubles.values())
    assert set(told.values()) == {1}


@pytest.mark.parametrize("id", SHARED_ALIKE)
def test_a_method_that_is_shared_alike_says_so_in_its_file(id: str) -> None:
    method, file = methods.by_id(id), (methods.FOLDER / f"{id}.toml").read_text(encoding="utf-8")
    notice = " ".join(line.removeprefix("# ") for line in file.splitlines() if line.startswith("#"))
    assert method.licence.startswith(f"CC BY-SA 4.0, adapted from {SHARED_ALIKE[id]} of Liberating Structures")
    assert SHARED_ALIKE[id] in notice and "https://creativecommons.org/licenses/by-sa/4.0/" in notice
    assert all(name in text for name in ("McCandless", "Lipmanowicz") for text in (notice, method.licence))
    assert "What was changed" in notice and method.source == "https://www.liberatingstructures.com"


def test_every_other_method_is_in_our_own_words() -> None:
    others = [method for method in methods.listed() if method.id not in SHARED_ALIKE]
    assert {method.licence for method in others} == {"MIT, own words"}


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_a_step_speaks_every_language(method: methods.Method, step: methods.MethodStep) -> None:
    assert set(step.title) == set(offered())
    assert set(step.say) == set(WRITTEN)
    own_question = step.kind is StepKind.IDEAS and not step.prompt
    assert own_question or set(step.prompt) == set(offered())
    assert set(step.needs) in (set(), set(WRITTEN))


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_a_title_fits_under_its_bar(method: methods.Method, step: methods.MethodStep) -> None:
    assert all(len(title) <= 14 for title in step.title.values())


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_what_is_said_fits_into_the_agenda(method: methods.Method, step: methods.MethodStep) -> None:
    """The limits of a step that is edited: a facilitator can always save what the method wrote."""
    for text in (step.say, step.needs, step.prompt):
        assert all(len(words) <= steps.TEXT_LIMIT for words in text.values())


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_what_is_read_aloud_stands_between_quotation_marks(
    method: methods.Method, step: methods.MethodStep
) -> None:
    assert step.say["en"].count("“") == step.say["en"].count("”")
    assert step.say["fi"].count("”") % 2 == 0 and "“" not in step.say["fi"]
    assert all('"' not in words and "'" not in words for words in step.say.values())


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_phones_write_only_ideas_and_votes(method: methods.Method, step: methods.MethodStep) -> None:
    assert step.phones is (PhoneMode.WRITE if step.kind in WRITES else PhoneMode.LISTEN)


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_every_step_says_how_far_it_can_be_cut(method: methods.Method, step: methods.MethodStep) -> None:
    assert step.shortest is not None and 1 <= step.shortest <= step.minutes
    if step.kind is StepKind.RULES:
        assert step.shortest == step.minutes


@pytest.mark.parametrize("method", METHODS)
def test_a_late_evening_can_win_time(method: methods.Method) -> None:
    assert sum(step.shortest or 0 for step in method.steps) <= 0.85 * method.total_minutes


@pytest.mark.parametrize("method", METHODS)
def test_the_welcome_says_what_must_be_ready(method: methods.Method) -> None:
    assert method.steps[0].needs


@pytest.mark.parametrize(("method", "step"), STEPS)
def test_a_vote_is_on_themes(method: methods.Method, step: methods.MethodStep) -> None:
    dots = {"dot-vote": {"dots": 5, "cap": 2}, "childrens-workshop": {"dots": 3, "cap": 2}}
    ranking = {"method": VotingMethod.RANKING.value}
    wanted = ranking if method.id == "nominal-group" else dots.get(method.id, {"dots": 5, "cap": 3})
    if step.kind in DECIDES:
        assert step.settings == {**wanted, "on": "themes"}


def test_there_are_four_ground_rules_in_every_language() -> None:
    rules = [step for method in methods.listed() for step in method.steps if step.kind is StepKind.RULES]
    assert {len(text.splitlines()) for step in rules for text in step.prompt.values()} == {4}


@pytest.mark.parametrize("method", METHODS)
def test_a_break_parts_dialogue_from_deciding(method: methods.Method) -> None:
    kinds = [step.kind for step in method.steps]
    for vote in (place for place, kind in enumerate(kinds) if kind in DECIDES):
        talks = [place for place, kind in enumerate(kinds[:vote]) if kind is StepKind.DIALOGUE]
        assert not talks or StepKind.BREAK in kinds[talks[-1] : vote]


def test_in_dialogue_first_nothing_is_written_before_the_break() -> None:
    kinds = [step.kind for step in methods.by_id("dialogue-first").steps]
    pause = kinds.index(StepKind.BREAK)
    assert StepKind.DIALOGUE in kinds[:pause] and StepKind.DIALOGUE not in kinds[pause:]
    assert not {StepKind.IDEAS, StepKind.THEMES, StepKind.VOTE} & set(kinds[:pause])


def test_a_constructive_dialogue_has_thirteen_parts_and_decides_nothing() -> None:
    parts = methods.by_id("constructive-dialogue").steps
    kinds = {StepKind.WELCOME, StepKind.RULES, StepKind.DIALOGUE, StepKind.FEEDBACK}
    assert len(parts) == 13 and {step.kind for step in parts} == kinds
    together = [step.minutes for step in parts if step.title["en"] == "The circle"]
    assert together == [25, 25]
    assert min(together) > max(step.minutes for step in parts if step.title["en"] != "The circle")


def test_one_two_four_all_can_be_cut_to_the_minutes_of_its_source() -> None:
    parts = [step for step in methods.by_id("one-two-four-all").steps if step.kind is StepKind.DIALOGUE]
    assert [(step.minutes, step.shortest) for step in parts] == [(2, 1), (4, 2), (8, 4), (10, 5)]


def test_in_the_listening_circle_everyone_writes_only_after_the_families_were_heard() -> None:
    kinds = [step.kind.value for step in methods.by_id("listening-circle").steps]
    assert kinds == ["welcome", "rules", *["dialogue"] * 4, "break", "ideas", "feedback"]


@pytest.mark.parametrize("id", ["learning-cafe", "world-cafe"])
def test_a_table_writes_its_ideas_in_the_cafés(id: str) -> None:
    rounds = [step for step in methods.by_id(id).steps if step.kind is StepKind.IDEAS]
    assert [step.settings for step in rounds] == [{"by_table": True}] * 3


def test_each_round_of_the_world_café_has_its_own_question() -> None:
    first, *others = [step for step in methods.by_id("world-cafe").steps if step.kind is StepKind.IDEAS]
    assert first.prompt == {} and len({step.prompt["en"] for step in others}) == 2


def test_children_choose_pictures() -> None:
    kinds = {step.kind: step for step in methods.by_id("childrens-workshop").steps}
    assert kinds[StepKind.IDEAS].settings == {"photos": True, "symbols": True}


def test_every_method_is_explained() -> None:
    told = EXPLANATION.read_text(encoding="utf-8")
    for method in methods.listed():
        row = f"| {method.name['en']} (`{method.id}`) | {method.total_minutes} | {method.group_size} |"
        assert row in told, method.id


def test_the_example_in_the_reference_is_read_as_it_stands(file: Path) -> None:
    example = REFERENCE.read_text(encoding="utf-8").partition("```toml\n")[2].partition("```")[0]
    file.write_text(example, encoding="utf-8")
    method = methods.read(file)
    assert [step.kind for step in method.steps] == [StepKind.WELCOME, StepKind.RULES, StepKind.IDEAS, StepKind.VOTE]
    assert method.total_minutes == 40 and set(method.troubles) == set(TROUBLES)
    assert method.steps[2].settings == {"by_table": True, "show_others": True}


def test_the_reference_names_every_field() -> None:
    told = REFERENCE.read_text(encoding="utf-8")
    for name in (*reading.KNOWN, *reading.KNOWN_OF_A_STEP, *TROUBLES, *reading.IDEAS, *vote_settings.CHECKS):
        assert f"`{name}`" in told, name
    for member in (*StepKind, *VotingMethod, *vote_settings.Rule):
        assert f"`{member.value}`" in told, member


def test_a_method_may_say_how_its_ideas_are_given(file: Path) -> None:
    given = "settings = { by_table = true, show_others = true, photos = false, symbols = true }"
    file.write_text(SMALL.replace("minutes = 20", f"minutes = 20\n{given}"), encoding="utf-8")
    settings = methods.read(file).steps[0].settings
    assert settings == {"by_table": True, "show_others": True, "photos": False, "symbols": True}


def test_a_small_method_is_read(file: Path) -> None:
    file.write_text(SMALL, encoding="utf-8")
    method = methods.read(file)
    assert (method.id, method.total_minutes, method.steps[0].prompt) == ("small", 30, {})
    assert (method.source, method.troubles["late"]["fi"]) == ("", "Lyhennä.")
    ideas, vote = method.steps
    assert (ideas.shortest, ideas.needs) == (12, {"en": "Paper", "fi": "Paperia"})
    assert (vote.shortest, vote.needs) == (None, {})


@pytest.mark.parametrize(
    ("right", "wrong", "told"),
    [
        ('kind = "vote"', 'kind = "poll"', "small.toml, step 2: 'poll' is unknown"),
        ('phones = "write"\nsettings', 'phones = "loud"\nsettings', "small.toml, step 2: 'loud' is unknown"),
        ("minutes = 10", "minutes = 0", "small.toml, step 2: minutes is 0"),
        ("minutes = 20", "minutes = 481", "small.toml, step 1: minutes is 481"),
        ("minutes = 20", "minutes = true", "small.toml, step 1: minutes is True"),
        ("shortest = 12", "shortest = 21", "small.toml, step 1: shortest is more than minutes"),
        ("shortest = 12", "shortest = 0", "small.toml, step 1: shortest is 0"),
        ("shortest = 12", 'shortest = "12"', "small.toml, step 1: shortest is '12'"),
        (', fi = "Paperia"', "", "small.toml, step 1, needs: fi is missing"),
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
        ('licence = "MIT"', 'licence = "MIT"\nsource = ""', "small.toml: source is missing"),
        (', fi = "Harvoin"', "", "small.toml, fits_not: fi is missing"),
        ("fits_not = {", "fits_nto = {", "small.toml: 'fits_nto' is unknown"),
        (', fi = "Kaikki"', "", "small.toml, languages: fi is missing"),
        (', fi = "Kyniä"', "", "small.toml, materials: fi is missing"),
        (', fi = "Lyhennä."', "", "small.toml, troubles, late: fi is missing"),
        (', fi = "Odota."', "", "small.toml, troubles, silence: fi is missing"),
        ("one_voice = {", "one_vioce = {", "small.toml, troubles: 'one_vioce' is unknown"),
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
