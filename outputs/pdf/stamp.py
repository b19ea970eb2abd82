"""What is drawn behind the text of pages, and never read aloud: the draft mark, running heads."""

from __future__ import annotations

from io import BytesIO
from typing import Any


def stamp(data: bytes, mark: bytes) -> bytes:
    """The pages of `data` with the first page of `mark` behind each; both are PDF files."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(mark)) as marks:
        mark_pages(pdf, marks)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


def mark_pages(pdf: Any, marks: Any) -> None:
    form = pdf.copy_foreign(marks.pages[0].as_form_xobject())
    for page in pdf.pages:
        draw_behind(page, [(form, "/DraftMark", 0)], kind=b"Background")


def draw_behind(page: Any, drawings: list[tuple[Any, str, float]], *, kind: bytes) -> None:
    """Puts form XObjects under a page, as one artifact of a `kind`: Background, Pagination (ISO 32000-1, 14.8.2.2).

    Each drawing is a form, its name among the page's resources, and how many points it is moved down.
    """
    import pikepdf

    steps = []
    for form, name, down in drawings:
        page.add_resource(form, pikepdf.Name.XObject, pikepdf.Name(name))
        steps.append(b"q 1 0 0 1 0 %.3f cm %s Do Q" % (-down, name.encode()))
    page.contents_add(b"/Artifact <</Type /%s>> BDC %s EMC\n" % (kind, b" ".join(steps)), prepend=True)
