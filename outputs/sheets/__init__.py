"""What is printed sheet by sheet or as a list."""
