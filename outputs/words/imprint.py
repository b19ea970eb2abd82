"""What a document says at its end of how it is verified."""

from __future__ import annotations

from outputs.tree import Document, Link, Paragraph, Text

#: In each language what stands before the address, and between it and the digest.
SENTENCES = {
    "en": ("The text of this document is verified at ", ", SHA-256 "),
    "fr": ("Le texte du présent document se vérifie à l’adresse ", ", SHA-256 "),
    "es": ("El texto del presente documento se verifica en ", ", SHA-256 "),
    "ru": ("Текст настоящего документа проверяется по адресу ", ", SHA-256 "),
    "ar": ("يجري التحقق من نص هذه الوثيقة على العنوان ", "، SHA-256 "),
    "zh": ("本文件文本的核验地址：", "，SHA-256 "),
}


def imprint(document: Document) -> tuple[Paragraph, ...]:
    """One paragraph with the address and the SHA-256 of the adopted text; none of what is not adopted."""
    known = document.verification
    if not (known.address and known.sha256):
        return ()
    before, between = SENTENCES.get(document.language[:2], SENTENCES["en"])
    address = Link(known.address, (Text(known.address),))
    inlines = (Text(before), address, Text(f"{between}{known.sha256}"))
    return (Paragraph("verification", inlines, numbered=False),)
