"""The door to the inspection: Django's side of it."""

import base64
import json
import os
import re
import signal
import subprocess
import sys
import tempfile
from dataclasses import dataclass, replace
from pathlib import Path, PurePath
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.core.files.base import File
from django.template.defaultfilters import filesizeformat

from cms.inspection import scanner
from cms.inspection.findings import FORMATS, PAPERS, Finding, Format, Refused
from cms.inspection.words import list_of, reason

SECONDS = 25
ROOT = Path(__file__).resolve().parent.parent.parent
START = "import sys, importlib; sys.path.append(sys.argv[1]); importlib.import_module(sys.argv[2]).main()"
COMMAND = [sys.executable, "-I", "-c", START, str(ROOT)]
#: Endings that promise a content: with another content the file is refused, not renamed.
PROMISES = re.compile(r"\.(pdf|doc|docx|docm|dotx|dotm|ppt|pptx|pptm|odt|odp|xls|xlsx|xlsm|jpe?g|png)$", re.IGNORECASE)


def inspect(upload: File, *, max_bytes: int, formats: frozenset[str] = PAPERS, may_wait: bool = False) -> Finding:
    """What `upload` is, judged by its content: one of `formats`, names of FORMATS. At most `max_bytes` are taken.

    Where settings name a virus scanner it is asked too; one that does not answer lets nothing pass, unless the file
    `may_wait`: then that is among its warnings, and whoever keeps it must hand it to nobody. Raises ValidationError
    with the reason in words.
    """
    try:
        check_size(upload, max_bytes)
        answer = ask_child(upload, "cms.inspection.child")
        finding = Finding(FORMATS[answer["format"]], tuple(answer["warnings"]), answer["pages"])
        _check_format(finding.format, formats)
        _check_promise(upload.name or "", finding)
        if scanner.is_clean(upload, may_wait=may_wait):
            return finding
        return replace(finding, warnings=(*finding.warnings, scanner.UNSCANNED))
    except Refused as refused:
        params = {"detail": refused.detail, "formats": list_of(formats)}
        raise ValidationError(reason(refused.code), code=refused.code, params=params) from None


@dataclass(frozen=True, slots=True)
class Reading:
    """What a search may find in a file, at most 200,000 characters, and its first page as JPEG, or nothing."""

    text: str
    picture: bytes


def read(file: File) -> Reading:
    """The words and first page of a file that `inspect` has passed; nothing of one that cannot be read after all."""
    try:
        answer = ask_child(file, "cms.inspection.reading")
    except Refused:
        return Reading("", b"")
    return Reading(answer["text"], base64.b64decode(answer["picture"]))


def names_in(file: File) -> list[str]:
    """Whom the properties of a file name as its author; nobody where they cannot be read."""
    try:
        return ask_child(file, "cms.inspection.naming")["names"]
    except Refused:
        return []


def check_size(upload: File, max_bytes: int) -> None:
    if not upload.size:
        raise Refused("empty")
    if upload.size > max_bytes:
        raise Refused("too_large", filesizeformat(max_bytes))


def _check_format(format: Format, formats: frozenset[str]) -> None:
    if format.name not in formats:
        raise Refused("kind", format.extension)


def _check_promise(name: str, finding: Finding) -> None:
    ending = PurePath(name.strip()).suffix.lower()
    if PROMISES.search(ending) and ending.replace("jpeg", "jpg") != finding.format.extension:
        raise Refused("disguised", finding.format.name.upper())


def ask_child(upload: File, module: str) -> dict:
    """What `main` of `module` answers about `upload`, in a process with limits. Raises Refused."""
    with tempfile.TemporaryFile() as file:
        upload.seek(0)
        for chunk in upload.chunks():
            file.write(chunk)
        file.seek(0)
        upload.seek(0)
        answer = _answer(file, [*COMMAND, module])
    if "refused" in answer:
        raise Refused(answer["refused"], answer["detail"])
    return answer


def _answer(file: BinaryIO, command: list[str]) -> dict:
    """The child's answer; its crash, its silence and its being killed for its hunger are refusals too."""
    with subprocess.Popen(
        command, stdin=file, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env={}, cwd="/", start_new_session=True
    ) as child:
        try:
            output, _ = child.communicate(timeout=SECONDS)
        except subprocess.TimeoutExpired:
            os.killpg(child.pid, signal.SIGKILL)
            output = b""
    try:
        return json.loads(output)
    except ValueError:
        return {"refused": "too_complex", "detail": ""}
