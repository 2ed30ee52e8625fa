"""The phone server: what participants see and send. Calls are documented in docs/reference/phone-api.md."""

from workshop_kit.phone.app import create_phone
from workshop_kit.phone.server import serve

__all__ = ["create_phone", "serve"]
