"""`notes watch`: the changes on a screen, in a pipe and as JSON."""
