"""How the role classifier was trained: its sentences, and the scripts that make the package's files of them."""
