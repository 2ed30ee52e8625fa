import sys

sys.path.insert(0, "/work/main")
import pytest
from tests.workshop_kit.phone import test_accessible as t
from tests.workshop_kit.phone.test_accessible import *
from collections import Counter

INC = Counter()


@pytest.mark.parametrize("name", [s.name for s in STATES])
def test_incomplete(hand, name):
    one = hand("en", own=BY_NAME[name].alone, **BY_NAME[name].facts)
    BY_NAME[name].show(one.room, one)
    one.page.evaluate(AXE)
    for scheme in ("light", "dark"):
        one.page.emulate_media(color_scheme=scheme, reduced_motion="reduce")
        r = one.page.evaluate(
            "o=>axe.run(o).then(r=>r.incomplete)",
            {"runOnly": {"type": "tag", "values": TAGS + ["wcag22aa", "experimental"]}, "preload": False},
        )
        for rule in r:
            for n in rule["nodes"]:
                INC[(rule["id"], n["target"][0], n["any"][0]["message"][:90] if n["any"] else "")] += 1
    one.page.emulate_media(color_scheme="light")
    one.page.unroute_all(behavior="ignoreErrors")
    title = one.page.title()
    desc = one.page.evaluate("()=>{const e=document.activeElement; return e.localName+'.'+e.className}")
    print("TITLE", name, repr(title), desc)


def test_zz():
    for k, v in INC.most_common(60):
        print("INC", v, k)


def test_focus_kept(hand):
    one = hand("en")
    one.room.goes_to(StepKind.IDEAS)
    one.comes_in()
    one.gives("hello")
    one.opens()
    for sel in (".chip", "#mine a", "textarea", "summary, .small a"):
        one.page.locator(sel).first.focus()
        v = one.page.locator("#part").get_attribute("data-version")
        i = one.room.hears("en", "x")
        one.room.looks_at(
            i.number,
            lambda db, w, idea: __import__("workshop_kit.moderation", fromlist=["x"]).hide(
                db, w, idea, now=__import__("workshop_kit.store", fromlist=["x"]).now()
            ),
        )
        one.page.wait_for_function("v=>document.getElementById('part').dataset.version!==v", arg=v)
        print(
            "FOCUS",
            sel,
            one.page.evaluate("()=>document.activeElement.localName+'.'+document.activeElement.className"),
        )


def test_focus_vote_refused(hand):
    one = hand("en")
    BY_NAME["vote_refused"].show(one.room, one)
    print(
        "FOCUS refused",
        one.page.evaluate("()=>document.activeElement.localName+'.'+document.activeElement.className"),
    )
    BY_NAME["ideas_refused"].show(one.room, one)
    print(
        "REFUSED",
        one.page.evaluate(
            "()=>[document.querySelector('textarea').outerHTML.slice(0,250), document.activeElement.outerHTML.slice(0,100)]"
        ),
    )


def test_forced(hand):
    one = hand("en")
    one.page.emulate_media(forced_colors="active")
    for n in ("join_fresh", "vote_some_dots", "ideas_symbols", "about", "dialogue"):
        r = one.room
        two = hand("en", **BY_NAME[n].facts)
        BY_NAME[n].show(two.room, two)
        two.page.screenshot(path=f"/tmp/forced-{n}.png")
    one.page.emulate_media(forced_colors="none")
