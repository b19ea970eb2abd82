"""The name of a file that must not say whose it is."""

from cms.inspection.findings import FORMATS
from sessions.models import PaperVersion

EXTENSIONS = {each.media_type: each.extension for each in FORMATS.values()}


def neutral_name(version: PaperVersion) -> str:
    """Such as paper-12-v2.pdf: says of whose paper it is as little as its number does."""
    paper = version.paper
    language = "" if version.language == paper.language else version.language
    parts = [version.kind, str(paper.pk), language, f"v{version.number}"]
    return "-".join(filter(None, parts)) + EXTENSIONS.get(version.media_type, "")
