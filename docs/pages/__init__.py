"""One file per family of generated pages; `docs/generate.py` calls them."""
