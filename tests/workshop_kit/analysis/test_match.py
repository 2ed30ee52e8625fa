"""Services for needs: the right one near the top, at least five, and words that explain."""

from typing import Any

from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.match import Example, Need, NeedMatch, ServiceText, match

SERVICES = [
    ServiceText(
        "swim", {"fi": "Uimakoulu. Lapset oppivat uimaan hallissa.", "en": "Swimming school for children."}
    ),
    ServiceText("debt", {"fi": "Velkaneuvonta. Apua laskuihin ja velkoihin.", "en": "Debt counselling."}),
    ServiceText("teeth", {"fi": "Suun terveydenhuolto. Hammaslääkäri hoitaa hampaat.", "en": "Dental care."}),
    ServiceText("work", {"fi": "Työllisyyspalvelut. Valmentaja auttaa työnhaussa.", "en": "Help with job search."}),
    ServiceText("day", {"fi": "Päiväkoti. Varhaiskasvatusta pienille.", "en": "Day care for small children."}),
    ServiceText("old", {"fi": "Kotihoito. Apua ikäihmisille kotona.", "en": "Home care for older people."}),
]


def _catalogue(records: list[dict[str, Any]]) -> list[ServiceText]:
    def text(record: dict[str, Any], code: str) -> str:
        return ". ".join(record[key] for key in (f"name_{code}", f"description_{code}") if key in record)

    return [
        ServiceText(record["id"], {code: text(record, code) for code in ("fi", "sv", "en")}) for record in records
    ]


def test_needs_in_any_language_find_their_service(embedder: Embedder) -> None:
    needs = [
        Need("a", "Болит зуб, нужен стоматолог", "ru"),
        Need("b", "لا أستطيع دفع الفواتير وعندي ديون كثيرة", "ar"),
        Need("c", "Tyttäreni haluaa oppia uimaan", "fi"),
    ]
    best = {found.id: found.services[0].id for found in match(needs, SERVICES, embedder)}
    assert best == {"a": "teeth", "b": "debt", "c": "swim"}


def test_the_shared_needs_find_an_acceptable_service_first_often_enough(embedder: Embedder, shared: Any) -> None:
    needs = shared("needs_dev")
    found = match([Need(n["id"], n["text"], n["lang"]) for n in needs], _catalogue(shared("services60")), embedder)
    ranked = [
        [service.id in need["gold"] for service in result.services]
        for need, result in zip(needs, found, strict=True)
        if need["gold"]
    ]
    assert sum(row[0] for row in ranked) / len(ranked) >= 0.55
    assert sum(any(row[:3]) for row in ranked) / len(ranked) >= 0.75


def test_at_least_five_services_come_best_first(embedder: Embedder) -> None:
    for method in (embedder, None):
        (found,) = match([Need("a", "Tyttäreni haluaa oppia uimaan", "fi")], SERVICES, method)
        scores = [service.score for service in found.services]
        assert len(scores) == 5 and scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 1 for score in scores)


def test_all_services_come_where_there_are_fewer_than_five(embedder: Embedder) -> None:
    (found,) = match([Need("a", "Uimaan", "fi")], SERVICES[:2], embedder)
    assert {service.id for service in found.services} == {"swim", "debt"}


def test_shared_words_explain_a_match_in_one_language() -> None:
    (found,) = match([Need("a", "Kaipaan työnhaussa apua", "fi")], SERVICES, None)
    assert found.services[0].id == "work"
    assert "työnhaussa" in found.services[0].words


def test_the_nearest_words_explain_a_match_across_languages(embedder: Embedder) -> None:
    (found,) = match([Need("a", "Болит зуб, нужен стоматолог", "ru")], SERVICES, embedder)
    assert {"hammaslääkäri", "hampaat"} & set(found.services[0].words)
    assert all(len(service.words) <= 3 for service in found.services)


def test_a_need_that_nothing_answers_does_not_fit(embedder: Embedder) -> None:
    needs = [Need("a", "Болит зуб, нужен стоматолог", "ru"), Need("b", "asdf", "en")]
    assert [found.fits for found in match(needs, SERVICES, embedder)] == [True, False]


def test_a_need_of_another_kind_does_not_fit_however_near_the_words_are(embedder: Embedder) -> None:
    needs = [
        Need("a", "Haluan myydä vanhan autoni", "fi"),
        Need("b", "cheap flights to Bangkok", "en"),
        Need("c", "Мне нечем платить по счетам, звонят коллекторы", "ru"),
    ]
    assert [found.fits for found in match(needs, SERVICES, embedder)] == [False, False, True]


def test_a_need_that_something_fits_scores_higher_than_one_that_nothing_does(
    embedder: Embedder, shared: Any
) -> None:
    needs = shared("needs_dev")
    found = match([Need(n["id"], n["text"], n["lang"]) for n in needs], _catalogue(shared("services60")), embedder)
    scores = [(result.services[0].score, bool(need["gold"])) for need, result in zip(needs, found, strict=True)]
    pairs = [fitting > other for fitting, fits in scores if fits for other, also in scores if not also]
    assert sum(pairs) / len(pairs) >= 0.85


def test_needs_in_other_words_are_found_over_what_people_say(embedder: Embedder) -> None:
    needs = [Need("a", "pikavipit vei kaiken", "fi"), Need("b", "afraid of deep water", "en")]
    found = match(needs, SERVICES, embedder)
    assert [(need.services[0].id, need.fits) for need in found] == [("debt", True), ("swim", True)]


def test_a_service_without_any_text_is_passed_by(embedder: Embedder) -> None:
    catalogue = [ServiceText("none", {}), *SERVICES]
    for method in (embedder, None):
        (found,) = match([Need("a", "Tyttäreni haluaa oppia uimaan hallissa", "fi")], catalogue, method, most=7)
        assert found.services[0].id == "swim"
        assert {service.words for service in found.services if service.id == "none"} == {()}


def test_a_catalogue_in_one_language_is_enough(embedder: Embedder) -> None:
    catalogue = [ServiceText(service.id, {"fi": service.texts["fi"]}) for service in SERVICES]
    (found,) = match([Need("a", "لا أستطيع دفع الفواتير وعندي ديون كثيرة", "ar")], catalogue, embedder)
    assert found.services[0].id == "debt"


class TestExamples:
    NEED = Need("a", "Haluaisin jutella jonkun kanssa", "fi")

    def test_nearly_the_same_need_is_given_what_was_chosen_before(self, embedder: Embedder) -> None:
        for method in (embedder, None):
            for service in ("teeth", "old"):
                example = Example("haluaisin jutella jonkun kanssa!", "fi", service)
                (found,) = match([self.NEED], SERVICES, method, examples=[example])
                assert found.services[0].id == service and found.fits

    def test_the_last_of_several_choices_counts(self, embedder: Embedder) -> None:
        choices = [Example(self.NEED.text, "fi", service) for service in ("teeth", None, "old")]
        (found,) = match([self.NEED], SERVICES, embedder, examples=choices)
        assert found.services[0].id == "old" and found.fits
        (found,) = match([self.NEED], SERVICES, embedder, examples=choices[:2])
        assert not found.fits

    def test_a_near_need_lifts_its_service_in_another_language(self, embedder: Embedder) -> None:
        need = Need("a", "I have nobody to talk to", "en")
        (before,) = match([need], SERVICES, embedder, most=6)
        example = Example("Olen yksin eikä minulla ole ketään kenelle puhua", "fi", "day")
        (after,) = match([need], SERVICES, embedder, most=6, examples=[example])
        assert _score(after, "day") > _score(before, "day")
        assert _score(after, "swim") == _score(before, "swim")

    def test_that_nothing_fits_is_remembered(self, embedder: Embedder) -> None:
        need = Need("a", "Болит зуб, нужен стоматолог", "ru")
        for method in (embedder, None):
            example = Example("Болит зуб, нужен стоматолог!", "ru", None)
            (found,) = match([need], SERVICES, method, examples=[example])
            assert not found.fits and len(found.services) == 5

    def test_scores_stay_between_0_and_1(self, embedder: Embedder) -> None:
        examples = [Example("", "fi", None), Example("x", "en", "old")]
        needs = [Need("a", "", "fi"), Need("b", "x", "en")]
        for method in (embedder, None):
            found = match(needs, SERVICES, method, examples=examples)
            assert all(0 <= service.score <= 1 for need in found for service in need.services)
            assert not found[0].fits and found[1].services[0].id == "old"

    def test_a_far_need_changes_nothing(self, embedder: Embedder) -> None:
        need = Need("a", "Болит зуб, нужен стоматолог", "ru")
        examples = [Example("Lisää penkkejä puistoon", "fi", "work"), Example("Kadonnut avain", "fi", None)]
        assert match([need], SERVICES, embedder, examples=examples) == match([need], SERVICES, embedder)

    def test_a_service_that_is_gone_is_passed_over(self, embedder: Embedder) -> None:
        example = Example(self.NEED.text, "fi", "closed last year")
        assert match([self.NEED], SERVICES, embedder, examples=[example]) == match([self.NEED], SERVICES, embedder)


class TestLanguagesAndAreas:
    TEXT = {"fi": "Uimakoulu. Lapset oppivat uimaan."}
    TWINS = [
        ServiceText("here", TEXT, ("fi", "ar"), "Hakunila"),
        ServiceText("there", TEXT, ("fi",), "Koivukylä"),
        ServiceText("anywhere", TEXT),
        ServiceText("everywhere", TEXT, ("ar",), "Koko Suomi"),
    ]

    def test_of_equal_services_the_one_that_is_near_and_speaks_comes_first(self, embedder: Embedder) -> None:
        need = Need("a", "Lapsi haluaa uimaan", "fi", area="Hakunilassa", wants=("ar",))
        for method in (embedder, None):
            for order in (self.TWINS, self.TWINS[::-1]):
                (found,) = match([need], order, method)
                assert found.services[-1].id == "there"
                assert {s.id: s.speaks for s in found.services} == {
                    "here": True, "there": False, "anywhere": None, "everywhere": True
                }  # fmt: skip
                assert {s.id: s.near for s in found.services} == {
                    "here": True, "there": False, "anywhere": None, "everywhere": True
                }  # fmt: skip

    def test_a_better_service_elsewhere_still_comes_first(self, embedder: Embedder) -> None:
        need = Need("a", "Tyttäreni haluaa oppia uimaan", "fi", area="Hakunila", wants=("ar",))
        far = ServiceText("far", SERVICES[0].texts, ("fi",), "Koivukylä")
        near = [ServiceText(service.id, service.texts, ("ar",), "Hakunila") for service in SERVICES[1:]]
        (found,) = match([need], [*near, far], embedder)
        assert found.services[0].id == "far"

    def test_who_asks_for_nothing_is_told_nothing(self, embedder: Embedder) -> None:
        (found,) = match([Need("a", "Lapsi haluaa uimaan", "fi")], self.TWINS, embedder)
        assert {(service.speaks, service.near) for service in found.services} == {(None, None)}
        assert len({service.score for service in found.services}) == 1

    def test_the_area_that_most_services_are_for_is_the_whole_city(self, embedder: Embedder) -> None:
        services = [ServiceText(str(n), self.TEXT, area="Vantaa" if n else "Korso") for n in range(5)]
        (found,) = match([Need("a", "uimaan", "fi", area="Hakunila")], services, embedder)
        assert {service.id: service.near for service in found.services} == {
            "0": False, "1": None, "2": None, "3": None, "4": None
        }  # fmt: skip


def _score(found: NeedMatch, service: str) -> float:
    return next(one.score for one in found.services if one.id == service)


def test_an_empty_catalogue_fits_nothing(embedder: Embedder) -> None:
    (found,) = match([Need("a", "Uimaan", "fi")], [], embedder)
    assert not found.fits and found.services == ()
    assert match([], SERVICES, embedder) == ()
