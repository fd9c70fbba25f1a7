"""The guides, and what takes their pictures."""
