"""Papers: sent in, read, decided. See `table`."""

from typing import Any

from tests.matrix.row import EVERYBODY, NOBODY, OFFICE, Args, Row, event, hidden, of
from tests.matrix.world import World

UNPUBLISHED = "XXRXRRXR"
ITS_AUTHOR = "LXRXFRXR"


def file_of(attribute: str) -> Args:
    def args(world: World) -> list[Any]:
        paper = getattr(world, attribute)
        return [world.event.slug, paper.pk, paper.versions.get().pk]

    return args


def of_paper(attribute: str) -> Args:
    """The paper's id alone, whatever its event."""
    return lambda world: [getattr(world, attribute).pk]


def author_of_unpublished(world: World) -> list[Any]:
    return [world.event.slug, world.unpublished.pk, world.unpublished.authors.get().pk]


PAPERS = [
    Row("sessions:papers", EVERYBODY, event),
    Row("sessions:papers", "XXXXXXXR", hidden, "hidden event"),
    Row("sessions:paper", EVERYBODY, of("paper")),
    Row("sessions:paper", UNPUBLISHED, of("unpublished"), "unpublished"),
    Row("sessions:paper", NOBODY, of("unsent"), "a draft"),
    Row("sessions:paper_file", EVERYBODY, of("paper")),
    Row("sessions:paper_file", UNPUBLISHED, of("unpublished"), "unpublished"),
    Row("sessions:paper_new", "LRFRFRFR", event),
    Row("sessions:paper_edit", ITS_AUTHOR, of("unpublished")),
    Row("sessions:paper_version", EVERYBODY, file_of("paper"), "published"),
    Row("sessions:paper_version", UNPUBLISHED, file_of("unpublished"), "unpublished"),
    Row("sessions:paper_new_version", ITS_AUTHOR, of("unpublished")),
    Row("sessions:paper_withdraw", ITS_AUTHOR, of("unpublished")),
    Row("sessions:paper_authors", ITS_AUTHOR, of("unpublished")),
    Row("sessions:paper_author", "LXXXFXXX", author_of_unpublished, "without saying what", method="post"),
    Row("sessions:authorship", NOBODY, label="without a link"),
    Row("sessions:authorship_link", "GGGGGGGG", lambda _world: ["nonsense"]),
    Row("sessions:authorship_own", "LXGXXXXX", lambda world: [world.unpublished.authors.get().pk], method="post"),
    Row("sessions:library", EVERYBODY),
    Row("sessions:references_bib", EVERYBODY),
    Row("sessions:references_ris", EVERYBODY),
    Row("sessions:paper_permanent", "GGGGGGGG", of_paper("paper")),
    Row("sessions:paper_permanent", "XXGXGGXG", of_paper("unpublished"), "unpublished"),
    Row("sessions:reference_bib", EVERYBODY, of_paper("paper")),
    Row("sessions:reference_bib", NOBODY, of_paper("unpublished"), "unpublished"),
    Row("sessions:reference_ris", EVERYBODY, of_paper("paper")),
    Row("sessions:papers_pack", EVERYBODY, event),
    Row("sessions:papers_pack", NOBODY, hidden, "hidden event"),
    Row("sessions:session_pack", NOBODY, of("session"), "without papers"),
    Row("sessions:paper_picture", NOBODY, file_of("paper"), "without a picture"),
    Row("sessions:call", EVERYBODY, event),
    Row("sessions:call", "XXXXXXXX", hidden, "hidden event, which has none"),
    Row("sessions:call_template", EVERYBODY, of("call_template")),
    Row("papers:index", OFFICE, event),
    Row("papers:publish", OFFICE, of("unpublished")),
    Row("papers:reject", OFFICE, of("unpublished")),
    Row("papers:call", OFFICE, event),
    Row("papers:call_template_new", OFFICE, event, method="post"),
    Row("papers:call_template_remove", "LFFFXGXG", of("call_template"), method="post"),
]
