"""Whether fluid went into a muscle today, and which injections the record supports."""
