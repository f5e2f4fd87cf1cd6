"""Connect findings with roots, foramina and other causes, each with its reasons from the graph.

What may be found, and what it is connected with, is read from the terms; nothing medical stands in
this package but the words by which people name what is tested (`wording`). Counts put roots in an
order, with every reason in sight; they are no diagnosis, and the graph's silence is no evidence.
"""
