"""Words that every page may use."""
