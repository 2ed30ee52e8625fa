"""What `.streamlit/config.toml` promises, asked of Streamlit itself."""

from pathlib import Path

import pytest
from streamlit import config
from streamlit.proto.ForwardMsg_pb2 import ForwardMsg
from streamlit.runtime.forward_msg_cache import populate_hash_if_needed

ROOT = Path(__file__).parents[1]


@pytest.fixture
def in_the_checkout(monkeypatch):
    """Streamlit reads the file in the folder in which it is started."""
    monkeypatch.chdir(ROOT)
    config.get_config_options(force_reparse=True)
    yield
    monkeypatch.undo()
    config.get_config_options(force_reparse=True)


def drawn(letters: int) -> ForwardMsg:
    message = ForwardMsg()
    message.delta.new_element.markdown.body = "a" * letters
    populate_hash_if_needed(message)
    return message


def test_nothing_that_is_drawn_is_sent_as_a_mere_reference(in_the_checkout):
    assert not drawn(5_000_000).metadata.cacheable


def test_without_the_setting_streamlit_would_send_references(in_the_checkout):
    config.set_option("global.minCachedMessageSize", 10_000)
    assert drawn(5_000_000).metadata.cacheable
