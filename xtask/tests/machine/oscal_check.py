"""Validates a component definition against the JSON Schema of OSCAL 1.1.3, which the source package of
compliance-trestle carries (release-schemas/)."""

import json
import sys
import tarfile

import jsonschema

document_file, package = sys.argv[1:]
with open(document_file, encoding="utf-8") as file:
    document = json.load(file)
with tarfile.open(package) as archive:
    name = next(name for name in archive.getnames() if name.endswith("release-schemas/oscal_component_schema.json"))
    schema = archive.extractfile(name).read().decode("utf-8")
assert "oscal/1.1.3/" in schema, "another version of OSCAL"
# Python's expressions know no \p{L} and \p{N}: these are the same letters and digits.
schema = schema.replace("(\\\\p{L}|_)(\\\\p{L}|\\\\p{N}|[.\\\\-_])*", "([^\\\\W\\\\d]|_)([\\\\w.-])*")
assert "\\p{" not in schema, "an expression that was not translated"
validator = jsonschema.Draft7Validator(json.loads(schema), format_checker=jsonschema.FormatChecker())
errors = [f"{'/'.join(map(str, error.absolute_path))}: {error.message[:200]}" for error in validator.iter_errors(document)]
if errors:
    sys.exit("\n".join(errors[:20]))
components = document["component-definition"]["components"]
# The schema must be one that refuses: a definition without a title is none.
del document["component-definition"]["metadata"]["title"]
assert not validator.is_valid(document), "the schema takes anything"
json.dump({"components": len(components)}, sys.stdout)
