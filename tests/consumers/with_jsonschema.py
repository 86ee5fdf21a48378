"""jsonschema: json, by the schema that filature prints."""

import json
import subprocess

from jsonschema import Draft202012Validator
from support import PROGRAM, read

SCHEMA = json.loads(subprocess.run([PROGRAM, "schema"], check=True, capture_output=True).stdout)
Draft202012Validator.check_schema(SCHEMA)


def load(sample):
    faults = [fault.message for fault in Draft202012Validator(SCHEMA).iter_errors(json.loads(read(sample.export("json"))))]
    sample.check("json schema", [], faults)
