"""The command line's hands: which files, read with a bar that moves, said in the user's language."""
