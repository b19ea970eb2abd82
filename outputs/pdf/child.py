"""The process that sets the pages: `python -m outputs.pdf.child FOLDER VARIANT MEMORY CPU FILE_SIZE`.

It reads FOLDER/document.html, writes FOLDER/document.pdf, tells its progress on standard output as lines of JSON,
and ends with code 0, or with a last line {"error": code, "message": words} and code 1. It never imports Django.
"""

from __future__ import annotations

import json
import logging
import os
import re
import sys
import sysconfig
from base64 import b64decode
from collections.abc import Callable
from pathlib import Path
from typing import Any, NoReturn

from . import native, sandbox

DATA = re.compile(r"data:(image/(?:png|jpeg));base64,")
STEP = re.compile(r"Step (\d) - .*?(?:Page (\d+))?$")
LIBRARIES = ("stdlib", "platstdlib", "purelib", "platlib")


class Progress(logging.Handler):
    """WeasyPrint's steps as {"step": 5, "page": 12}."""

    def emit(self, record: logging.LogRecord) -> None:
        if found := STEP.match(record.getMessage()):
            tell(step=int(found[1]), page=int(found[2] or 0))


def tell(**line: Any) -> None:
    sys.stdout.write(json.dumps(line) + "\n")
    sys.stdout.flush()


def fail(code: str, message: str) -> NoReturn:
    tell(error=code, message=message[:500])
    os._exit(1)


def main(folder: Path, variant: str, *limits: int) -> None:
    perform(lambda: _set(folder, variant), folder, *limits)


def perform(work: Callable[[], None], folder: Path, memory: int, cpu: int, file_size: int) -> None:
    """Does `work`, which reads and writes in `folder`, with everything given up that it does not need."""
    isolated = sandbox.leave_network()
    sandbox.die_with_parent()
    try:
        native.load()
    except native.EngineMissing as error:
        fail("missing", str(error))
    prepare()
    sandbox.limit(memory=memory, cpu=cpu, file_size=file_size)
    sandbox.lock(read=readable(), write=[folder])
    tell(isolated=isolated)
    try:
        work()
    except MemoryError:
        fail("memory", "out of memory")
    except Exception as error:  # noqa: BLE001 -- whatever a hostile page provokes, the parent must be told in words
        fail("refused", f"{type(error).__name__}: {error}")


def _set(folder: Path, variant: str) -> None:
    pages = lay_out((folder / "document.html").read_text())
    tell(pages=len(pages.pages))
    (folder / "document.pdf").write_bytes(write(pages, variant))


def lay_out(html: str) -> Any:
    """The pages of print HTML. Nothing it names is fetched, except what it carries itself as data: addresses."""
    from weasyprint import HTML

    return HTML(string=html, base_url="about:blank", url_fetcher=fetcher()).render()


def write(pages: Any, variant: str) -> bytes:
    """Pages as PDF/UA-1, and as PDF/A where that is the `variant`."""
    from .finalise import finalise

    return finalise(pages.write_pdf(pdf_variant=variant))


def fetcher() -> Any:
    from weasyprint.urls import URLFetcher, URLFetcherResponse

    class OnlyData(URLFetcher):  # type: ignore[misc]
        def fetch(self, url: str, headers: dict[str, str] | None = None) -> Any:
            """Read here, since the lock lets no library open an address, not even one that holds its own data."""
            if not (found := DATA.match(url)):
                raise ValueError(f"refused: {url[:200]}")
            return URLFetcherResponse(url, b64decode(url[found.end() :]), {"Content-Type": found[1]})

    return OnlyData(allowed_protocols=["data"], allow_redirects=False)


def prepare() -> None:
    """Import and patch what is needed later, since the lock lets nothing be loaded from odd places."""
    import pydyf

    from . import finalise  # noqa: F401 -- after native.load

    original = pydyf.PDF.page_references.fget
    pydyf.PDF.page_references = property(lambda pdf: _page_references(pdf, original))
    progress = logging.getLogger("weasyprint.progress")
    progress.setLevel(logging.INFO)
    progress.addHandler(Progress())
    progress.propagate = False
    logging.getLogger("weasyprint").setLevel(logging.CRITICAL)


def _page_references(pdf: Any, original: Any) -> Any:
    """pydyf builds this list anew for every structure element: quadratic in the pages. Keep it while none is added."""
    count, kept = len(pdf.pages["Kids"]), pdf.__dict__.get("_references")
    if kept is None or kept[0] != count:
        kept = pdf.__dict__["_references"] = (count, tuple(original(pdf)))
    return kept[1]


def readable() -> list[Path]:
    folders = [Path(sysconfig.get_path(name)) for name in LIBRARIES]
    return [*folders, native.FONTS, Path(__file__).parent, Path(os.environ["FONTCONFIG_FILE"]).parent]


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], *map(int, sys.argv[3:6]))
