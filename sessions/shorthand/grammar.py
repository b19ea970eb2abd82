"""The signs of the shorthand, for the reader here and the one in the browser."""

import re

from django.utils.translation import gettext_lazy as _

from sessions.models import Consensus, RecordEntry

RECOMMENDATION = "recommendation"
KINDS: dict[str, str] = {
    "sum": RecordEntry.Kind.SUMMARY,
    "view": RecordEntry.Kind.VIEW,
    "con": RecordEntry.Kind.CONCLUSION,
    "rec": RECOMMENDATION,
    "act": RecordEntry.Kind.ACTION,
    "key": RecordEntry.Kind.KEY_MESSAGE,
    "res": RecordEntry.Kind.RESERVATION,
}
KIND_LABELS = dict(RecordEntry.Kind.choices) | {RECOMMENDATION: _("recommendation")}
CONSENSUS: dict[str, str] = {
    "agreed": Consensus.AGREED,
    "all": Consensus.AGREED,
    "general": Consensus.GENERAL,
    "majority": Consensus.MAJORITY,
    "most": Consensus.MAJORITY,
    "some": Consensus.SOME,
    "one": Consensus.ONE,
}
PREFIX = re.compile(r"\s*([^\W\d_]{2,8}):(?!//)\s*", re.UNICODE)
#: A sign stands at the beginning of a word, so that an address of mail is none. Quotes hold words together.
SIGN = re.compile(
    r"""(?<!\S)(?:(?P<mark>[@#!])(?:["“”](?P<quoted>[^"“”\n]+)["“”]|(?P<word>[\w’'./-]*\w))"""
    r"""|(?P<sdg>sdg\s?(?P<target>\d{1,2}(?:\.\w{1,2})?))|due:(?P<due>\S*[^\s.,;])|ind:["“”](?P<ind>[^"“”\n]+)["“”])(?=$|[\s.,;:!?)…])""",
    re.UNICODE | re.IGNORECASE,
)
