"""The trial on disk: rows, migrations, the repository that maps them to values, and the audit."""
