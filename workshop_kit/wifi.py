"""The room's Wi-Fi: its name and password, remembered on this laptop, and the text of the QR code that joins it."""

from dataclasses import dataclass

from segno.helpers import make_wifi_data
from sqlmodel import Session

from models import Preference
from workshop_kit import preferences
from workshop_kit.errors import Wrong
from workshop_kit.i18n import N_

NAME, PASSWORD = "wifi_name", "wifi_password"
LONGEST_NAME = 32  # bytes (IEEE 802.11, SSID element)
SHORTEST_PASSWORD, LONGEST_PASSWORD = 8, 63  # letters (IEEE 802.11, passphrase of WPA)


class WrongWifiName(Wrong):
    sentence = N_("Write the name of the Wi-Fi as phones show it, in at most %(limit)s letters.")


class WrongWifiPassword(Wrong):
    sentence = N_(
        "A Wi-Fi password has %(least)s to %(most)s letters or digits, without å, ä or other special letters. "
        "Leave it empty where the Wi-Fi asks for none."
    )


@dataclass(frozen=True)
class Wifi:
    name: str
    password: str = ""  # empty: an open network


def payload(name: str, password: str, hidden: bool = False) -> str:
    """The text of a QR code that phones read as "join this Wi-Fi". Raises WrongWifiName, WrongWifiPassword.

    The format is ZXing's `WIFI:…`, which the cameras of Android and iOS know. WPA stands for WPA2 and WPA3, too.
    """
    wifi = checked(name, password)
    security = "WPA" if wifi.password else "nopass"
    return str(make_wifi_data(wifi.name, wifi.password or None, security, hidden))


def checked(name: str, password: str) -> Wifi:
    """What a Wi-Fi can be called, and a password that it can have. Raises WrongWifiName, WrongWifiPassword."""
    name = name.strip()
    if not name or len(name.encode()) > LONGEST_NAME or not name.isprintable():
        raise WrongWifiName(limit=LONGEST_NAME)
    if password and not _can_be_typed(password):
        raise WrongWifiPassword(least=SHORTEST_PASSWORD, most=LONGEST_PASSWORD)
    return Wifi(name, password)


def remember(db: Session, name: str, password: str) -> None:
    """Keep the room's Wi-Fi until another one is written. Raises WrongWifiName, WrongWifiPassword."""
    wifi = checked(name, password)
    preferences.put(db, NAME, wifi.name)
    preferences.put(db, PASSWORD, wifi.password)


def remembered(db: Session) -> Wifi | None:
    name = preferences.get(db, NAME)
    return Wifi(name, preferences.get(db, PASSWORD) or "") if name else None


def forget(db: Session) -> None:
    for key in (NAME, PASSWORD):
        if (found := db.get(Preference, key)) is not None:
            db.delete(found)


def _can_be_typed(password: str) -> bool:
    """Eight to 63 signs of ASCII; 64 hexadecimal digits are a key, which nobody types."""
    return SHORTEST_PASSWORD <= len(password) <= LONGEST_PASSWORD and password.isascii() and password.isprintable()
