"""Answers as people read them. Each module renders one noun with rich and decides nothing."""
