"""What the exam and the history document: signs of each muscle, scores, function, care."""
