"""Earlier sessions with their days, relief and response."""
