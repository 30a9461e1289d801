"""Words and phrases: how a text becomes tokens, and the lexicon that gives them their meanings."""
