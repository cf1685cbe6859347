"""Readers: files and frames become tables of text, in Blocks and Batches."""
