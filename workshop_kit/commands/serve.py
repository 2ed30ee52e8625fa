"""`serve-phones`: the phone server alone."""

import click

from workshop_kit import network, supervisor
from workshop_kit.commands import engine
from workshop_kit.errors import SettingWrong
from workshop_kit.i18n import N_
from workshop_kit.phone import serve
from workshop_kit.settings import settings


class PortTaken(SettingWrong):
    sentence = N_("Nothing can listen on %(host)s, port %(port)s: it is taken or no address of this laptop.")


@click.command("serve-phones")
@click.option("--host", default=None, help="Address to listen on.  [default: all, 0.0.0.0]")
@click.option("--port", type=click.IntRange(1, 65535), default=None, help="Port to listen on.  [default: 8080]")
def serve_phones(host: str | None, port: int | None) -> None:
    """Serve the participants' pages until stopped."""
    known = settings()
    host, port = host or known.phone_host, port or known.phone_port
    if not network.is_free(host, port):
        raise PortTaken(host=host, port=port)
    serve(engine(), host, port, instance=supervisor.instance(known))


VERBS = (serve_phones,)
