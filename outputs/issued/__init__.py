"""Documents that are handed out: their symbols, formats, library, succession and verification."""
