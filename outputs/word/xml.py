"""WordprocessingML as text: elements, paragraphs, measures. All that comes from a document is escaped here."""

from __future__ import annotations

from xml.sax.saxutils import escape, quoteattr

from ..tree.text import clean, collapse

NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office"'
)


def millimetres(length: float) -> int:
    """In twentieths of a point, the unit of Word."""
    return round(length * 1440 / 25.4)


def tag(name: str, content: str = "", /, **attributes: str | int) -> str:
    """An element of the main namespace; `content` is XML already, attributes are escaped."""
    values = "".join(f" w:{key}={quoteattr(clean(str(value)))}" for key, value in attributes.items())
    return f"<w:{name}{values}>{content}</w:{name}>" if content else f"<w:{name}{values}/>"


def text(content: str) -> str:
    """The text element of a run: characters that XML can hold, white space as HTML shows it."""
    return f'<w:t xml:space="preserve">{escape(collapse(clean(content)))}</w:t>'


def paragraph(style: str, content: str, properties: str = "") -> str:
    """`properties` are those beyond the style's, in the order of the schema."""
    return f'<w:p><w:pPr><w:pStyle w:val="{style}"/>{properties}</w:pPr>{content}</w:p>'


TAB = "<w:r><w:tab/></w:r>"
LINE_BREAK = "<w:r><w:br/></w:r>"
NEW_PAGE = "<w:pageBreakBefore/>"
#: Fields are runs: begin, what they ask for, separator, the result shown, end.
FIELD_END = '<w:r><w:fldChar w:fldCharType="end"/></w:r>'


def field_begin(code: str, *, stale: bool = False) -> str:
    """All of a field before its result. A `stale` one is asked for anew when the document is opened."""
    dirty = ' w:dirty="true"' if stale else ""
    return (
        f'<w:r><w:fldChar w:fldCharType="begin"{dirty}/></w:r>'
        f'<w:r><w:instrText xml:space="preserve"> {escape(code)} </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r>'
    )


def field(code: str, result: str = "", *, stale: bool = False) -> str:
    return field_begin(code, stale=stale) + (f"<w:r>{text(result)}</w:r>" if result else "") + FIELD_END


def root(name: str, content: str) -> str:
    return f"<w:{name} {NAMESPACES}>{content}</w:{name}>"
