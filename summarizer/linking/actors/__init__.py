"""Who is named in an article, and whom a name, an office or a pronoun stands for."""
