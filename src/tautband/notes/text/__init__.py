"""The text of a note: the page with its sentences, parts, dates and numbers, on which every other room reads."""
