"""People: those who are sought and those who ask for them."""
