"""The application: the only place where reader, viewer and measurements meet."""
