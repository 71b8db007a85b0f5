"""Expands a JSON-LD document with no document loader and turns it into RDF; fails if something is dropped
or remote, or a term of DPV is not in the list given. Prints how many processes and measures of products
the default graph and the named graphs hold, and how many facts are described."""

import json
import sys

from pyld import jsonld

PREFIXES = {
    "dpv": "https://w3id.org/dpv#",
    "pd": "https://w3id.org/dpv/pd#",
    "tech": "https://w3id.org/dpv/tech#",
    "eu-gdpr": "https://w3id.org/dpv/legal/eu/gdpr#",
}
OWN = "urn:privacy-explorer:ns:"
KNOWN = ("http://purl.org/dc/terms/", "http://www.w3.org/2004/02/skos/core#", "http://www.w3.org/2000/01/rdf-schema#",
         "http://www.w3.org/1999/02/22-rdf-syntax-ns#")


def refuse(url, options):
    raise SystemExit(f"the document asks for {url}")


document_file, terms_file = sys.argv[1:]
with open(document_file, encoding="utf-8") as file:
    document = json.load(file)
with open(terms_file, encoding="utf-8") as file:
    terms = {line.strip() for line in file if line.strip() and not line.startswith("#")}
terms = {PREFIXES[term.split(":")[0]] + term.split(":")[1] for term in terms}

options = {"documentLoader": refuse}
expanded = jsonld.expand(document, options)
dataset = jsonld.to_rdf(expanded, options)
iris = set()
counts = {"facts": 0, "asserted": {"process": 0, "measure": 0}, "quoted": {"process": 0, "measure": 0}}
properties = {"hasPersonalDataProcess": "process", "hasTechnicalOrganisationalMeasure": "measure"}
for graph, triples in dataset.items():
    for triple in triples:
        iris.update(triple[part]["value"] for part in ("subject", "predicate", "object")
                    if triple[part]["type"] == "IRI")
        predicate = triple["predicate"]["value"]
        if not predicate.startswith((*PREFIXES.values(), OWN, *KNOWN)):
            sys.exit(f"the predicate {predicate} is of no vocabulary we know")
        name = properties.get(predicate.removeprefix(PREFIXES["dpv"]))
        if name:
            counts["asserted" if graph == "@default" else "quoted"][name] += 1
        is_fact = predicate.endswith("#type") and triple["object"]["value"] == OWN + "Fact"
        counts["facts"] += is_fact
unknown = sorted(iri for iri in iris if iri.startswith(tuple(PREFIXES.values())) and iri not in terms)
if unknown:
    sys.exit(f"not among the terms of DPV that were looked up: {', '.join(unknown)}")

# A key that expansion drops for want of a name is lost without a word: count what went in and came out.
def strings(value):
    if isinstance(value, dict):
        return [text for key, item in value.items() if key != "@context" for text in strings(item)]
    if isinstance(value, list):
        return [text for item in value for text in strings(item)]
    return [value]


if len(strings(document)) != len(strings(expanded)):
    sys.exit("expansion dropped something")
json.dump(counts, sys.stdout)
