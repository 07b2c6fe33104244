"""Words for appeals."""
