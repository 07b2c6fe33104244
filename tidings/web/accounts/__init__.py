"""Who works here: people, their teams, what they may do."""
