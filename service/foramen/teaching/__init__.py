"""Plan teaching with the graph: topics, prerequisites, objectives, and what is made of them.

What to teach before what is a judgement of editors. It lies in a graph of its own, `teaching`, and
is read from the release files; the facts that are taught come from the other graphs.
"""
