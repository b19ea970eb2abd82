"""What a digest is to a document: the file as it is handed out, an earlier copy, its text, or nothing."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from outputs.models import IssuedFile, Output, Rendition

Answer = Literal["file", "earlier", "text", "stamped", "other"]
DIGEST = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Verdict:
    """`format` is that of the file, empty where the digest is none of a file."""

    sha256: str
    answer: Answer
    format: str = ""


def plain_digest(typed: str) -> str:
    """A SHA-256 as it is compared, whatever blank space and capitals it was copied with; empty where it is none."""
    text = re.sub(r"[\s:]", "", typed).lower().removeprefix("sha-256").removeprefix("sha256")
    return text if DIGEST.fullmatch(text) else ""


def verdict_on(output: Output, sha256: str) -> Verdict:
    """Three queries at most. The digest of the tree is that of the JSON file, too."""
    if output.sha256 and sha256 == output.sha256:
        return Verdict(sha256, "text", "json")
    kept = Rendition.objects.filter(output=output, sha256=sha256).exclude(output__frozen="").first()
    if kept:
        return Verdict(sha256, "stamped" if kept.format == "superseded" else "file", kept.format)
    handed = IssuedFile.objects.filter(output=output, sha256=sha256).first()
    return Verdict(sha256, "earlier", handed.format) if handed else Verdict(sha256, "other")
