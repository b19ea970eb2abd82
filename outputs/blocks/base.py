"""The one interface of live blocks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar

from wagtail import blocks

from outputs import tree
from outputs.record.reading import Reading

Resolved = tree.Block | tree.Section


@dataclass(frozen=True)
class Context:
    """`prefix` begins the ids of what a block yields and is unique in the document."""

    reading: Reading
    language: str
    prefix: str
    is_draft: bool = True

    def id(self, *parts: object) -> str:
        return "-".join([self.prefix, *map(str, parts)])


class LiveBlock(blocks.StructBlock):
    """A block that reads the record when the document is assembled. Adding one is adding a module to `live`.

    `is_offered` says whether writers may put it into the body of any document, `is_text` whether it may become prose or
    a table that people edit. What `is_closing` stands after the last chapter, wherever in the body it is.
    """

    name: ClassVar[str]
    is_offered: ClassVar[bool] = True
    is_text: ClassVar[bool] = True
    is_closing: ClassVar[bool] = False

    def title_of(self, value: Any) -> str:
        """What tells it from others of its kind in the same document."""
        return str(self.label)

    def resolve(self, value: Any, context: Context) -> Iterator[Resolved]:
        """The pieces of the document, in the language that is active; reads nothing but `context.reading`."""
        raise NotImplementedError
