"""Run the W3C's SPARQL 1.1 cases over HTTP, and on the engine alone to compare."""
