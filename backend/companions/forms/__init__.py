"""What each app sends, read: one fix, nothing of interest, or something that cannot be read. Pure."""
