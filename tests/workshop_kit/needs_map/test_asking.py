"""What is left to confirm: one theme after the other, never one that a person has put somewhere."""

from workshop_kit.needs_map import asking, deciding, standing


def questions(city, among=None):
    def read(db):
        everywhere = standing.everywhere(db)
        return asking.questions(db, everywhere, everywhere if among is None else among)

    return city.looks(read)


def test_a_theme_is_asked_about_beside_the_one_that_stands_for_the_need(two):
    two.suggests()
    (one,) = questions(two)
    assert {one.theme.id, *(theme.id for theme in one.beside)} == {two.one["Swimming"], two.other["Swimming"]}
    assert one.is_likely and one.sure == 1.0


def test_after_yes_and_after_no_nothing_is_left(two):
    two.suggests()
    two.does(deciding.confirm, two.theme(questions(two)[0].theme.id))
    assert questions(two) == []
    two.holds("Länsimäki", Swimming=("swimming lessons for children", "swimming school in summer"))
    two.suggests()
    (one,) = questions(two)
    assert len(one.beside) == 2, "both that were confirmed stand for the need"
    two.does(deciding.refuse, two.theme(one.theme.id))
    two.suggests()
    assert questions(two) == []


def test_a_filter_leaves_only_questions_that_concern_its_workshops(two):
    two.suggests()
    assert len(questions(two, among=two.themes(area="Koivukylä"))) == 1
    assert questions(two, among=two.themes(area="Nowhere")) == []


def test_a_need_of_one_theme_asks_nothing(city):
    city.holds(Parks=("benches in the park", "lights in the park"))
    city.suggests()
    assert questions(city) == []
