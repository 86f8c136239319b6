"""How the pages leave the house: health, compression, caching, and the server that listens."""
