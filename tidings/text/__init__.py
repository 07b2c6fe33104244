"""How people, days and places are written: names, imprecise dates, places, and sentences in three languages."""
