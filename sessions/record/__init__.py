"""Reading the record: for the desk, its lists, documents and public pages. Nothing here writes."""
