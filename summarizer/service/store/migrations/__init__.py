"""Steps by which the tables came to be, run by Alembic when a database is opened."""
