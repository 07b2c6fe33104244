"""Words for the journal."""
