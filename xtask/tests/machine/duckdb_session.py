"""Runs every SQL statement of a Markdown file in DuckDB, in the folder given, and prints what each
answers as JSON: {name: {"columns": [...], "rows": [...]}}. A statement's name is its first comment."""

import json
import os
import re
import sys

import duckdb

document, folder = sys.argv[1:]
with open(document, encoding="utf-8") as file:
    statements = re.findall(r"```sql\n-- ([^\n:]*)[^\n]*\n(.*?)```", file.read(), re.S)
os.chdir(folder)
connection = duckdb.connect()
answers = {}
for name, statement in statements:
    try:
        result = connection.execute(statement)
        columns = [column[0] for column in result.description or []]
        answers[name] = {"columns": columns, "rows": [list(row) for row in result.fetchall()]}
    except duckdb.Error as error:
        sys.exit(f"the statement {name!r} fails: {error}")
json.dump(answers, sys.stdout)
