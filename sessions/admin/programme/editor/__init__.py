"""The timetable: a grid of days and rooms, with a panel for each session that also works as a plain page."""
