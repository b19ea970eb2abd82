from wagtail.admin.ui.tables import BaseColumn


class TickColumn(BaseColumn):
    """A box that belongs to the form below the list, so that choosing works without scripts."""

    header_template_name = "participants/admin/tick_header.html"
    cell_template_name = "participants/admin/tick_cell.html"
