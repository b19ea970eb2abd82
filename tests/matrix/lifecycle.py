"""What becomes of documents: verified, modified, superseded, found, fetched, commented on."""

from tests.matrix.row import EVERYBODY, NOBODY, Row, pk

TEAM, IN_OFFICE, SECRETARIAT = "XXXXRRXR", "LFFFRRXR", "LFFFFFXR"

LIFECYCLE = [
    Row("outputs:verify", EVERYBODY, pk("report"), "adopted"),
    Row("outputs:verify", NOBODY, pk("draft"), "draft"),
    Row("outputs:html", EVERYBODY, pk("report"), "adopted"),
    Row("outputs:html", TEAM, pk("draft"), "draft"),
    Row("outputs:copy", NOBODY, pk("report"), "in force"),
    Row("outputs:changes", NOBODY, pk("report"), "no revision"),
    Row("outputs:library", EVERYBODY),
    Row("outputs:feed", EVERYBODY),
    Row("outputs_admin:announce", "LFFFXGXG", pk("report"), method="post"),
    Row("outputs_admin:announce", "LFFFXXXX", pk("draft"), "draft", method="post"),
    Row("outputs:comments", "LXXXXXXX", pk("draft"), "not out for comments"),
    Row("outputs:comments_csv", "LXXXXXXX", pk("draft"), "not out for comments"),
    Row("outputs_admin:comments", "LFFFXRXR", pk("draft")),
    Row("outputs_admin:modify", "LFFFGGXG", pk("report"), "nothing chosen", method="post"),
    Row("outputs_admin:modify", "LFFFXXXX", pk("draft"), "draft", method="post"),
    Row("outputs_admin:stamp", "LFFFXXXX", pk("report"), "in force", method="post"),
    Row("outputs_admin:symbols", SECRETARIAT, pk("event")),
    Row("outputs_admin:downloads", IN_OFFICE, pk("event")),
]
