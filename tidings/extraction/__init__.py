"""Reading appeals: from words to mentions, and from mentions to proposed facts."""
