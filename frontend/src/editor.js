// The SPARQL editor; loaded on the SPARQL page alone.
