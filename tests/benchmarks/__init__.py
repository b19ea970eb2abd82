"""What requests cost: CPU of web and database, and SQL statements, on the load-size event. `make bench` runs it."""
