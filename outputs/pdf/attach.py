"""Files inside a PDF (PDF/A-3, ISO 19005-3, 6.8: each is associated with the document, and says how)."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from io import BytesIO
from typing import Any

from ..issued.attachments import Attachment


def attach(data: bytes, attachments: Sequence[Attachment]) -> bytes:
    """The PDF `data` with the files in it, each of another name; the same bytes for the same files."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as pdf:
        made = {one.name: _file(pdf, one) for one in attachments}
        if made:
            pdf.Root.AF = pikepdf.Array(made.values())
            pdf.Root.Names = pdf.Root.get("/Names", pikepdf.Dictionary())
            pdf.Root.Names.EmbeddedFiles = pikepdf.Dictionary(Names=pikepdf.Array(_in_order(made)))
        for stream in (each for each in pdf.objects if isinstance(each, pikepdf.Stream)):
            _end_clearly(stream)
        target = BytesIO()
        pdf.save(target, object_stream_mode=pikepdf.ObjectStreamMode.generate, deterministic_id=True)
    return target.getvalue()


def _end_clearly(stream: Any) -> None:
    """A packed stream whose last byte looks like the end of the line that follows it seems too short to readers that
    measure it (ISO 19005-3, 6.1.7.1); what stands after its end is not unpacked.
    """
    packed = stream.read_raw_bytes()
    if packed.endswith((b"\r", b"\n")) and stream.get("/Filter") == "/FlateDecode":
        stream.write(packed + b" ", filter=stream.Filter, decode_parms=stream.get("/DecodeParms"))


def _in_order(files: dict[str, Any]) -> Iterator[Any]:
    """Names and files by turns, sorted, as a name tree has them (ISO 32000-2, 7.9.6)."""
    import pikepdf

    for name, file in sorted(files.items(), key=lambda pair: pair[0].encode()):
        yield from (pikepdf.String(name), file)


def _file(pdf: Any, attachment: Attachment) -> Any:
    import pikepdf

    stream = pdf.make_stream(zlib.compress(attachment.data), Filter=pikepdf.Name.FlateDecode)
    stream.Type = pikepdf.Name.EmbeddedFile
    stream.Subtype = pikepdf.Name(f"/{attachment.media_type}")
    stream.Params = pikepdf.Dictionary(Size=len(attachment.data), ModDate=f"D:{attachment.day.replace('-', '')}")
    return pdf.make_indirect(
        pikepdf.Dictionary(
            Type=pikepdf.Name.Filespec,
            F=attachment.name,
            UF=attachment.name,
            Desc=attachment.description,
            AFRelationship=pikepdf.Name(f"/{attachment.relationship}"),
            EF=pikepdf.Dictionary(F=stream, UF=stream),
        )
    )
