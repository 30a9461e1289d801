"""What the note says of itself: its day, place, state and payer, who signed it, whether it is a draft."""
