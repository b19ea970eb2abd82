"""A mark behind the text of every page, made from a prepared page of its own."""

from __future__ import annotations

from io import BytesIO


def stamp(data: bytes, mark: bytes) -> bytes:
    """The pages of `data` with the first page of `mark` behind each; both are PDF files.

    The mark is an artifact, so that it is not read aloud on each page, and one body serves draft and final.
    """
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf, pikepdf.open(BytesIO(mark)) as marks:
        form = pdf.copy_foreign(marks.pages[0].as_form_xobject())
        for page in pdf.pages:
            name = page.add_resource(form, pikepdf.Name.XObject)
            drawing = b"/Artifact <</Type /Background>> BDC q " + str(name).encode() + b" Do Q EMC\n"
            page.contents_add(drawing, prepend=True)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()
