"""What happened to patients beside their scans: enrolment, treatment, death, adverse events."""
