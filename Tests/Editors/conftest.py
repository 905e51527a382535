"""Which editors are here: a missing one skips its tests on a desk, and fails them in CI."""

import os

import pytest


@pytest.fixture
def home(tmp_path, monkeypatch):
    """An empty home, so that nobody's own configuration takes part."""
    home = tmp_path / "home"
    home.mkdir()
    for name in ("XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME", "XDG_CACHE_HOME"):
        monkeypatch.setenv(name, str(home / name.lower()))
    monkeypatch.setenv("HOME", str(home))
    return home


def missing(what):
    """Says that something is not installed: a skip on a desk, a failure where CI is set."""
    sentence = f"{what} is not installed"
    if os.environ.get("CI") == "true":
        pytest.fail(sentence, pytrace=False)
    pytest.skip(sentence)
