"""From the bytes of a workbook to numbers that know their cell, their place, their time and their meaning."""
