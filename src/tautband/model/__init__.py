"""The nouns of the house. This room imports nothing of ours."""
