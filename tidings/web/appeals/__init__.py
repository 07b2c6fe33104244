"""Appeals: what someone asked of us, in their words, and what was read in it."""
