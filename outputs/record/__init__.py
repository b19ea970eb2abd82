"""What documents read of the record, and what became of it in them."""
