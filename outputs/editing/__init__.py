"""The text of a document as people write it."""
