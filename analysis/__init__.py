"""The arithmetic (rules R1–R30 of docs/methods): numpy arrays in, numbers and catalog records out.

Pure: reads no file, opens no connection, formats no text.
"""
