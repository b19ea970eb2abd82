"""What a document still lacks, and what its text should say otherwise."""
