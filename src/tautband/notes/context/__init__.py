"""Whose words and of when: earlier sessions, copied text, other clinicians, wishes and refusals."""
