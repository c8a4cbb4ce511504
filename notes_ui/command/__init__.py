"""The `notes` command: what can be done with notes from a shell, over REST."""
