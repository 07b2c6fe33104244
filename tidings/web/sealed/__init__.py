"""The sealed desk: what stands behind the desk's address while nobody has the key. It has no database and no secrets."""
