"""Other services of the day: procedures, imaging, manipulation, dry needling."""
