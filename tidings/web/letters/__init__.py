"""Letters: drafted from what is known, edited by a person, sent, answered."""
