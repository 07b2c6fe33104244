"""The office: what is kept, in small Django apps named after the record."""
