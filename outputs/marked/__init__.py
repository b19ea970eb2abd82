"""The parts of a document as Markdown."""
