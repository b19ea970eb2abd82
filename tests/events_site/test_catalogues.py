"""The words of documents in the six languages."""

import re

import pytest
from babel.messages.pofile import read_po

from events_site.catalogues import compiled, sources

FILES = list(sources())
PLACES = re.compile(r"%\(\w+\)[sd]")


def test_there_is_a_catalogue_for_each_language_but_english():
    assert [source.parts[-3] for source in FILES] == ["ar", "es", "fr", "ru", "zh_Hans"]


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.parts[-3])
def test_what_is_compiled_is_what_is_written(source):
    """Run `manage.py compile_words` after changing a translation."""
    assert source.with_suffix(".mo").read_bytes() == compiled(source)


@pytest.mark.parametrize("source", FILES, ids=lambda source: source.parts[-3])
def test_translations_name_no_place_that_their_message_has_not(source):
    with source.open("rb") as file:
        messages = [one for one in read_po(file) if one.id]
    wrong = [one.id for one in messages if places(one.string) - places(one.id)]
    assert wrong == []


def places(texts):
    texts = [texts] if isinstance(texts, str) else texts
    return {place for text in texts for place in PLACES.findall(text)}
