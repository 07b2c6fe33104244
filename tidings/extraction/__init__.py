"""What a message says: persons, places, days, units, contacts, each with the words that say so."""
