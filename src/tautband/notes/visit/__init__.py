"""Other problems of the day: which were managed beside the injection, and the words for it."""
