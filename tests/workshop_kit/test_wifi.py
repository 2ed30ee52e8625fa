"""The room's Wi-Fi, and the QR code that joins it."""

import pytest

from workshop_kit import wifi
from workshop_kit.wifi import Wifi, WrongWifiName, WrongWifiPassword


def test_a_phone_reads_the_name_and_the_password():
    assert wifi.payload("Koivu", "punainen-mokki") == "WIFI:T:WPA;S:Koivu;P:punainen-mokki;;"


def test_an_open_network_has_no_password():
    assert wifi.payload("Library", "") == "WIFI:T:nopass;S:Library;;"


def test_a_hidden_network_is_said_to_be_hidden():
    assert "H:true" in wifi.payload("Koivu", "12345678", hidden=True)


def test_signs_with_a_meaning_of_their_own_are_escaped():
    assert wifi.payload("a;b:c", 'p"a\\ssword') == 'WIFI:T:WPA;S:a\\;b\\:c;P:p\\"a\\\\ssword;;'


@pytest.mark.parametrize("name", ["", "   ", "ä" * 17, "two\nlines"])
def test_a_name_that_no_wifi_can_have_is_refused(name):
    with pytest.raises(WrongWifiName):
        wifi.payload(name, "12345678")


@pytest.mark.parametrize("password", ["1234567", "1" * 64, "päiväkoti", "tab\tinside"])
def test_a_password_that_no_wifi_can_have_is_refused(password):
    with pytest.raises(WrongWifiPassword):
        wifi.payload("Koivu", password)


@pytest.mark.parametrize("password", ["12345678", "1" * 63, "with spaces in it"])
def test_a_password_of_eight_to_sixty_three_letters_is_taken(password):
    assert wifi.checked("Koivu", password) == Wifi("Koivu", password)


def test_nothing_is_remembered_at_first(db):
    assert wifi.remembered(db) is None


def test_the_room_s_wifi_is_remembered_until_it_is_forgotten(db):
    wifi.remember(db, " Koivu ", "punainen-mokki")
    assert wifi.remembered(db) == Wifi("Koivu", "punainen-mokki")
    wifi.remember(db, "Library", "")
    assert wifi.remembered(db) == Wifi("Library", "")
    wifi.forget(db)
    assert wifi.remembered(db) is None


def test_what_cannot_be_a_wifi_is_not_remembered(db):
    wifi.remember(db, "Koivu", "punainen-mokki")
    with pytest.raises(WrongWifiPassword):
        wifi.remember(db, "Library", "short")
    assert wifi.remembered(db) == Wifi("Koivu", "punainen-mokki")
