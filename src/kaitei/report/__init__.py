"""The report and the workbook of a run: both read a Result and nothing deeper."""
