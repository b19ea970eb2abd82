"""One event with everything in it, a second event, and one person for each role; what the matrix is walked over."""
