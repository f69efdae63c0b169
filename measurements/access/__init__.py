"""Who may do and see what: roles, passwords, blinding and order. The rules are here, and nowhere else."""
