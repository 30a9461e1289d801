"""What was injected: strengths, volumes by site and in all, mixtures and waste."""
