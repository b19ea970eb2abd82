"""Print HTML to PDF in a child process that has no network, few files and little time."""
