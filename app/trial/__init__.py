"""The trial window: figures and tables of the endpoints, linked, filtered together, exported."""
