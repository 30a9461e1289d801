"""What the clinician assessed, with side, site and the code printed beside it."""
