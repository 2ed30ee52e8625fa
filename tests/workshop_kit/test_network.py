"""Where phones find this laptop."""

import ipaddress
import socket

import pytest

from workshop_kit import network
from workshop_kit.network import Address


@pytest.fixture
def busy():
    """A port that somebody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        yield server.getsockname()[1]


def test_a_free_port_is_taken_as_wanted(busy):
    with socket.create_server(("127.0.0.1", 0)) as server:
        wanted = server.getsockname()[1]
    assert network.free_port("127.0.0.1", wanted) == wanted


def test_a_busy_port_is_skipped(busy):
    found = network.free_port("127.0.0.1", busy)
    assert busy < found < busy + 20
    with socket.create_server(("127.0.0.1", found)):
        pass


def test_a_port_that_is_busy_on_one_address_is_busy_on_all(busy):
    assert network.free_port("0.0.0.0", busy) != busy


def test_past_the_last_port_there_is_none():
    with socket.socket() as taken:
        taken.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        taken.bind(("127.0.0.1", 65535))
        taken.listen()
        with pytest.raises(OSError, match="65535"):
            network.free_port("127.0.0.1", 65535)


def test_an_address_that_is_not_this_laptop_s_has_no_free_port():
    with pytest.raises(OSError, match="no free port"):
        network.free_port("192.0.2.1", 8080)


@pytest.mark.parametrize(
    ("ip", "port", "code", "link"),
    [
        ("192.168.1.20", 8080, "4821", "http://192.168.1.20:8080/4821"),
        ("192.168.1.20", 80, "4821", "http://192.168.1.20/4821"),
        ("192.168.1.20", 80, "", "http://192.168.1.20/"),
    ],
)
def test_a_link_is_as_short_as_it_can_be(ip, port, code, link):
    assert network.link(ip, port, code) == link


def test_there_is_always_an_address_and_every_one_can_be_typed():
    found = network.addresses()
    assert found
    assert all(ipaddress.IPv4Address(address.ip) for address in found)


def test_the_room_s_wireless_comes_before_cables_and_virtual_networks():
    wireless = Address("192.168.1.20", "Wi-Fi")
    cable = Address("10.0.0.5", "Ethernet")
    public = Address("193.166.3.2", "wlan0")
    docker = Address("172.17.0.1", "docker0")
    vpn = Address("10.8.0.2", "NordVPN")
    assert sorted([docker, public, vpn, cable, wireless], key=network._likeliness)[:3] == [wireless, cable, public]
