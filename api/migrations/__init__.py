"""The schema's history. Each revision is frozen text: what was run once is what it says."""
