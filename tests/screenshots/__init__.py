"""The README's pictures, and pictures of every state to look at."""
