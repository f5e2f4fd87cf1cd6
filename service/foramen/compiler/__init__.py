"""From the source tables to the built dataset, one stage a module."""
