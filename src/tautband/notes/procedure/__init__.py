"""The service under way in each block of a note, and the muscles it aims at."""
