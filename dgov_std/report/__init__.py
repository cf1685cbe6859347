"""The report as frozen values; nothing here reads data or words a sentence."""
