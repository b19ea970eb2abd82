"""Events with what their files are made from, and what those say."""

from outputs import tree
from outputs.domain.documents import create_output
from outputs.models import Output
from outputs.resolve import current_of, resolve
from sessions.models import AgendaItem
from tests.factories.cms import CountryFactory
from tests.factories.participants import PersonFactory, RegistrationFactory


def current(event, kind):
    return resolve(current_of(event, kind))


def written(event, kind):
    return resolve(Output.objects.get(pk=create_output(event, kind, by=None).pk))


def said(node):
    """Number or mark, and text, of all paragraphs and items."""
    found = (one for one in tree.walk(node) if isinstance(one, tree.Paragraph | tree.Item))
    return [(getattr(one, "number", "") or getattr(one, "marker", ""), tree.plain(one.inlines)) for one in found]


def add_items(event, *titles, **fields):
    return [AgendaItem.objects.create(event=event, title=t, position=n, **fields) for n, t in enumerate(titles)]


def seat(event, name, code, **fields):
    person = PersonFactory(name=name, country=CountryFactory(code=code) if code else None)
    return RegistrationFactory(event=event, person=person, title="Director", institution="Institute", **fields)
