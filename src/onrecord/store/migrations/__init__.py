"""How the tables came to be: Alembic runs these steps inside onrecord, without a file of settings."""
