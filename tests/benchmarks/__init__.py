"""What the program costs, as ratios to honest peers: ``python -m tests.benchmarks``."""
