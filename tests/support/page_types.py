"""One address of each page type; the tests of qualities ask every one of them."""

PAGES = {
    "home": "/",
    "questions": "/questions",
    "question": "/questions/which-root-exits-through-a-foramen",
    "sparql": "/sparql",
    "sparql answer": "/sparql?query=SELECT+*+%7B+%3Fs+%3Fp+%3Fo+%7D+LIMIT+20&format=html",
    "sparql error": "/sparql?query=SELECT+*+%7B&format=html",
    "class": "/ForaminalStenosis",
    "foramen": "/Foramen_L4-L5_left",
    "property": "/transmitsRoot",
    "unknown": "/Foramen_L4-L5_lef",
    "explain": "/explain?subject=Foramen_L4-L5_left&predicate=transmitsRoot&object=Root_L4_left",
    "downloads": "/downloads",
    "prefixes": "/prefixes",
    "interfaces": "/api",
    "mappings": "/mappings/uberon",
    "gaps": "/mappings/gaps",
    "term requests": "/mappings/requests",
    "annotate": "/annotate",
}
