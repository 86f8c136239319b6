"""Files that leave the building: what is on screen, as .xlsx, as .csv, for the clipboard. No query, no dash."""

from exports.documents import document
from exports.write import FORMATS, bytes_of, write

__all__ = ["FORMATS", "bytes_of", "document", "write"]
