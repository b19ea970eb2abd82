"""The programme as plain data: read from the working programme, frozen by a release, and what exporters are given."""
