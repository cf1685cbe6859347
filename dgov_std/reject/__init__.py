"""The annotated workbook: failing cells and rows, marked."""
