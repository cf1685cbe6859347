"""What a pipeline makes of a report: thresholds, known issues, approved exceptions, and the judgement.

Pure functions on frozen values. The verdict on the data is never changed here, and a check that is unfinished or
evaluated nothing never passes.
"""
