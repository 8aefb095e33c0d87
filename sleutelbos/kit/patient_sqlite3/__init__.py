"""Django's own SQLite, in which who wants to write asks often instead of seldom."""
