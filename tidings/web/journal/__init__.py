"""The journal: who did what to which record, in one chain a record."""
