"""Find concepts, levels and sides in free text, with what is denied or doubted.

No language model and no large language library: the models of spaCy and its kin come from no
package index, so they cannot be pinned with a hash, and weigh hundreds of megabytes. The language
of spine reports is narrow enough for one automaton of names and a small grammar of our own, which
is deterministic, runs in linear time, and can be read.
"""
