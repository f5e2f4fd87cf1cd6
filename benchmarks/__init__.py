"""Measure Foramen beside other engines and servers: `python -m benchmarks`."""
