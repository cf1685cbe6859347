"""The reference: every keyword once more, slow and obviously right, on plain Python values."""
