"""Wrong take-away codes: guessing ends soon, and it ends for who guesses."""

import sys
import threading

import pytest
from starlette.requests import Request

from workshop_kit.errors import TooOften
from workshop_kit.phone.cookies import Tries

BEN, EMIL = "10.0.0.7", "10.0.0.66"


class Clock:
    """Stands still, until it is put on."""

    def __init__(self):
        self.at = 1000.0

    def __call__(self):
        return self.at


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def tries(clock):
    return Tries(clock)


def of(address):
    return Request({"type": "http", "client": (address, 50000), "headers": []})


def guesses(tries, address, code="4821", times=1):
    """How many wrong codes are looked at before it is too often."""
    for n in range(times):
        if not may(tries, address, code):
            return n
        tries.remember(of(address), code)
    return times


def may(tries, address, code="4821"):
    try:
        tries.refuse_too_often(of(address), code)
    except TooOften:
        return False
    return True


def fills(tries, clock, code="4821"):
    """Strangers guess until a day has seen so many that the room is careful."""
    for n in range(Tries.ROOM):
        tries.remember(of(f"10.1.{n}.1"), code)
    clock.at += Tries.MINUTE


# --- within a minute ------------------------------------------------------------------------------------


def test_ten_wrong_codes_in_a_minute_are_the_most_for_an_address(tries, clock):
    assert guesses(tries, EMIL, times=50) == Tries.EACH
    clock.at += Tries.MINUTE
    assert may(tries, EMIL)


def test_whoever_guesses_is_refused_and_nobody_else_however_many_guess(tries):
    for n in range(250):
        assert guesses(tries, f"10.1.{n}.1", times=50) >= 1
    assert may(tries, BEN)


# --- within a day ---------------------------------------------------------------------------------------


def test_a_patient_guesser_has_a_hundred_tries_a_day(tries, clock):
    guessed = 0
    for _minute in range(60):
        guessed += guesses(tries, EMIL, times=50)
        clock.at += Tries.MINUTE
    assert guessed == Tries.ROOM
    assert not may(tries, EMIL)
    clock.at += Tries.DAY
    assert may(tries, EMIL)


def test_after_a_hundred_wrong_codes_a_new_address_has_three(tries, clock):
    fills(tries, clock)
    assert guesses(tries, EMIL, times=50) == Tries.SLIPS
    clock.at += Tries.MINUTE
    assert not may(tries, EMIL)


def test_who_mistypes_once_or_twice_gets_in_while_others_guess(tries, clock):
    fills(tries, clock)
    assert guesses(tries, BEN, times=2) == 2
    assert may(tries, BEN)


def test_guesses_in_one_room_close_no_other(tries, clock):
    fills(tries, clock)
    guesses(tries, EMIL, times=Tries.SLIPS)
    assert not may(tries, EMIL) and may(tries, EMIL, "4822")


def test_what_is_remembered_has_an_end(tries):
    for n in range(Tries.MOST + 5):
        tries.remember(of(EMIL), str(n))
    assert not may(tries, EMIL) and may(tries, BEN)


# --- addresses ------------------------------------------------------------------------------------------


def test_another_address_of_the_same_network_is_no_other_guesser(tries):
    for n in range(Tries.EACH):
        assert guesses(tries, f"2001:db8:1:2::{n + 1:x}") == 1
    assert not may(tries, "2001:db8:1:2:ffff::1")
    assert may(tries, "2001:db8:1:3::1") and may(tries, "fe80::1%eth0")


def test_an_old_address_written_as_a_new_one_is_the_old_one(tries):
    assert guesses(tries, f"::ffff:{EMIL}", times=50) == Tries.EACH
    assert not may(tries, EMIL) and may(tries, f"::ffff:{BEN}")


# --- all at once ----------------------------------------------------------------------------------------


def test_many_threads_may_ask_at_once(clock):
    """Requests run in the pool: what one thread looks through, others change."""
    tries, errors, usual = Tries(clock), [], sys.getswitchinterval()

    def ask(address):
        try:
            for _time in range(200):
                clock.at += 5.0
                may(tries, address)
                tries.remember(of(address), "4821")
        except Exception as error:
            errors.append(error)

    sys.setswitchinterval(1e-6)
    try:
        threads = [threading.Thread(target=ask, args=(f"10.2.0.{n}",)) for n in range(8)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    finally:
        sys.setswitchinterval(usual)
    assert errors == []
