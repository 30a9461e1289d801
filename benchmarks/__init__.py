"""Every published figure, printed by the script that measures it, beside its peer or floor in the same run."""
