"""Names: of elements, of documents (IRIs), and of what stands in them. Nothing a person wrote can make them invalid."""

from __future__ import annotations

import re
from urllib.parse import quote

from ..tree.text import SAFE_ADDRESSES, clean

AKN = "http://docs.oasis-open.org/legaldocml/ns/akn/3.0"
#: What the standard has no element for: the qualities of a recommendation.
RECORD = "urn:rostrum:record"
XML = "http://www.w3.org/XML/1998/namespace"

#: NC section 5: elements are abbreviated in ids.
ABBREVIATIONS = {
    "attachment": "att",
    "blockList": "list",
    "chapter": "chp",
    "paragraph": "para",
    "section": "sec",
    "subparagraph": "subpara",
    "subsection": "subsec",
}
#: ISO 639-2 (T), which IRIs and FRBRlanguage ask for.
LANGUAGES = {"ar": "ara", "en": "eng", "es": "spa", "fr": "fra", "ru": "rus", "zh": "zho"}

_SAFE = ";/?:@&=+$,%!~*'()"
_FORMATTING = re.compile("[\u202a-\u202e\u2066-\u2069]")
_WORDS = re.compile(r"\W+")
#: Scheme, user, host and port of an address (RFC 3986, section 3.2), without addresses in brackets.
_AUTHORITY = re.compile(r"https?://([^/?#@\[\]]*@)?[^/?#@:\[\]]+(:\d{1,5})?([/?#]|$)", re.IGNORECASE)
_TAG = re.compile("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*")
_PERCENT = re.compile("%(?![0-9A-Fa-f]{2})")


def text(content: str) -> str:
    """What XML can hold, less the characters that turn the order of letters around beyond the end of an element
    (W3C, "Unicode in XML": direction is for markup).
    """
    return _FORMATTING.sub("", clean(content))


def tag(language: str) -> str:
    """A language tag for xml:lang (RFC 5646)."""
    return language if _TAG.fullmatch(language) else "und"


def language(tag: str) -> str:
    """The three letters of a language tag."""
    return LANGUAGES.get(tag[:2].lower(), "und")


def slug(content: str) -> str:
    """Words with hyphens between them, for a part of an IRI; never empty."""
    return quote(_WORDS.sub("-", text(content)).strip("-").lower(), safe="-") or "nn"


def number(mark: str) -> str:
    """The number of an id: "(a)" is a, "12." is 12; empty for bullets."""
    return _WORDS.sub("-", text(mark)).strip("-")


def guid(key: str) -> str:
    """A key of the tree as an identifier: the same in every format, and different for different keys."""
    return quote(key, safe="-._~:/", errors="surrogatepass")


def address(href: str) -> str:
    """An address as a URI, or empty where it is none of those a document may have."""
    href = text(href)
    if not href.lower().startswith(SAFE_ADDRESSES[:-1]):
        return ""
    is_mail = href.lower().startswith("mailto:")
    return _uri(href) if is_mail or _AUTHORITY.match(href) else ""


def path(url: str) -> str:
    """A path of the site or an address; empty for all else."""
    is_path = url.startswith("/") and not url.startswith("//")
    return _uri(text(url)) if is_path else address(url)


def _uri(content: str) -> str:
    """What RFC 3986 does not allow is escaped; of several marks of a fragment the first is one."""
    start, mark, fragment = _PERCENT.sub("%25", content).partition("#")
    return quote(start, safe=_SAFE) + mark + quote(fragment, safe=_SAFE)
