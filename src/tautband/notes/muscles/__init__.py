"""The muscles a procedure names, with their sides and points, and what each is named for."""
