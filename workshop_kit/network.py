"""Where phones find this laptop: its addresses on the network, free ports, short links."""

import http.client
import ipaddress
import socket
from dataclasses import dataclass
from enum import Enum

import ifaddr

_PORTS_TRIED = 20
_PATIENCE = 1.0  # seconds; this laptop answers itself in a few thousandths of one
HOTSPOTS = {"192.168.137.1": "Windows", "10.42.0.1": "Linux", "192.168.2.1": "macOS"}
"""Which address a system gives itself where it makes a hotspot."""
_VIRTUAL = ("docker", "veth", "virbr", "br-", "vmnet", "vbox", "hyper-v", "wsl", "utun", "tun", "tap", "zerotier")


@dataclass(frozen=True)
class Address:
    ip: str
    adapter: str  # as the system names it: "Wi-Fi", "en0", "wlan0"


class Answer(Enum):
    """Who answers at an address of this laptop."""

    OURS = 1
    OTHER = 2  # another program, or the phone server of another data folder
    NOBODY = 3


def addresses() -> list[Address]:
    """The laptop's IPv4 addresses that phones could reach, the likeliest first; loopback when there is none."""
    found = [
        Address(str(ip.ip), adapter.nice_name)
        for adapter in ifaddr.get_adapters()
        for ip in adapter.ips
        if ip.is_IPv4 and _reachable(str(ip.ip))
    ]
    return sorted(found, key=_likeliness) or [Address("127.0.0.1", "localhost")]


def free_port(host: str, wanted: int) -> int:
    """The wanted port, or the next one that nobody listens on. OSError when none of twenty is free."""
    for port in range(wanted, min(wanted + _PORTS_TRIED, 65536)):
        if is_free(host, port):
            return port
    raise OSError(f"no free port from {wanted} to {wanted + _PORTS_TRIED - 1}")


def is_hotspot(ip: str) -> bool:
    """Whether a laptop has this address where it makes a hotspot of its own; it looks so, no more."""
    return ip in HOTSPOTS


def answer(ip: str, port: int, instance: str) -> Answer:
    """Whether the phone server of this data folder answers there, as this laptop itself sees it.

    `instance` is what the server tells of itself, see `supervisor.instance`. No proxy is asked.
    """
    connection = http.client.HTTPConnection(ip, port, timeout=_PATIENCE)
    try:
        connection.request("GET", "/health")
        ours = connection.getresponse().getheader("X-Workshop-Kit") == instance
        return Answer.OURS if ours else Answer.OTHER
    except http.client.HTTPException:
        return Answer.OTHER
    except OSError:
        return Answer.NOBODY
    finally:
        connection.close()


def link(ip: str, port: int, code: str = "") -> str:
    """The address a phone opens, as short as it can be."""
    shown = ip if port == 80 else f"{ip}:{port}"
    return f"http://{shown}/{code}"


def _reachable(ip: str) -> bool:
    address = ipaddress.ip_address(ip)
    return not (address.is_loopback or address.is_link_local or address.is_multicast)


def _likeliness(address: Address) -> tuple[bool, bool, bool, bool, str]:
    """Smaller is likelier. Who has made a hotspot wants phones on it; on Windows it stands on a virtual adapter."""
    name = address.adapter.lower()
    virtual = name.startswith(_VIRTUAL) or any(word in name for word in ("virtual", "vpn", "hyper-v"))
    wireless = name.startswith(("wl", "wi-fi", "wifi", "en0")) or "wireless" in name
    own = is_hotspot(address.ip)
    return not own, virtual, not ipaddress.ip_address(address.ip).is_private, not wireless, address.ip


def is_free(host: str, port: int) -> bool:
    """Whether a server could listen there. False also where the host is no address of this machine."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as trial:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):  # Windows lets two programs share a port otherwise
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((host, port))
        except OSError:
            return False
        return True
