"""Draw figures from the graph as SVG: the spine, the body, what a term is next to.

Each figure is drawn once. Its colours are attributes, so that a file of it is whole by itself, and
classes, by which the stylesheet of the pages changes them to the reader's scheme.
"""
