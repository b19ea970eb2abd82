import pytest

from events_site import page_cache


@pytest.fixture(autouse=True)
def _every_page_is_built_anew(monkeypatch):
    monkeypatch.setattr(page_cache, "LIFETIME", 0)
