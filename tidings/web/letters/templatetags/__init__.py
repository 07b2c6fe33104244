"""Words for letters."""
