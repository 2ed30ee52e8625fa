"""Where phones find this laptop."""

import ipaddress
import socket
import threading
from contextlib import contextmanager, suppress

import pytest

from workshop_kit import network
from workshop_kit.network import Address, Answer


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


def test_the_laptop_s_own_hotspot_comes_first_also_on_a_virtual_adapter():
    hotspot = Address("192.168.137.1", "Microsoft Wi-Fi Direct Virtual Adapter")
    wireless = Address("192.168.1.20", "Wi-Fi")
    assert min([wireless, hotspot], key=network._likeliness) == hotspot


@pytest.mark.parametrize("ip", ["192.168.137.1", "10.42.0.1", "192.168.2.1"])
def test_the_hotspots_of_windows_linux_and_macos_are_recognised(ip):
    assert network.is_hotspot(ip)


def test_an_address_on_somebody_else_s_network_is_no_hotspot():
    assert not network.is_hotspot("192.168.1.1")


@contextmanager
def listening(answer):
    """Somebody at a port of this laptop who says the same to everybody; the port."""

    def serve(server):
        with suppress(OSError):
            while True:
                visitor, _address = server.accept()
                with visitor:
                    visitor.recv(4096)
                    visitor.sendall(answer)

    with socket.create_server(("127.0.0.1", 0)) as server:
        thread = threading.Thread(target=serve, args=(server,))
        thread.start()
        yield server.getsockname()[1]
        server.shutdown(socket.SHUT_RDWR)
        thread.join()


def health(instance):
    lines = ("HTTP/1.1 200 OK", f"X-Workshop-Kit: {instance}", "Content-Length: 0", "Connection: close", "", "")
    return "\r\n".join(lines).encode()


def test_the_kit_s_own_phone_server_is_known_by_what_it_says():
    with listening(health("abc")) as port:
        assert network.answer("127.0.0.1", port, "abc") is Answer.OURS


def test_the_phone_server_of_another_data_folder_is_another_program():
    with listening(health("abc")) as port:
        assert network.answer("127.0.0.1", port, "xyz") is Answer.OTHER


def test_a_program_that_speaks_no_http_is_another_program():
    with listening(b"220 mail.example.org\r\n") as port:
        assert network.answer("127.0.0.1", port, "abc") is Answer.OTHER


def test_where_nobody_listens_nobody_answers():
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    assert network.answer("127.0.0.1", port, "abc") is Answer.NOBODY
