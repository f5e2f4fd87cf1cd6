"""Look things up in the graph on behalf of a page, the command line, or another program."""
