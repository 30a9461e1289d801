"""`python -m tautband` is the command line."""

from tautband.cli import main

if __name__ == "__main__":
    main()
