"""What is in force: policies and tables compiled for look-up by payer, place and date."""
