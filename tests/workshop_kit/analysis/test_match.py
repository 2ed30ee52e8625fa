"""Services for needs: the right one near the top, at least five, and words that explain."""

from typing import Any

from workshop_kit.analysis.embed import Embedder
from workshop_kit.analysis.match import Need, ServiceText, match

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
    assert sum(row[0] for row in ranked) / len(ranked) >= 0.5
    assert sum(any(row[:3]) for row in ranked) / len(ranked) >= 0.7


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


def test_an_empty_catalogue_fits_nothing(embedder: Embedder) -> None:
    (found,) = match([Need("a", "Uimaan", "fi")], [], embedder)
    assert not found.fits and found.services == ()
    assert match([], SERVICES, embedder) == ()
