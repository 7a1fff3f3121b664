"""What PyTorch says of random expressions and of whole models, recorded for tests that need no Python.

    pip install torch numpy
    python packages/tensor/test/pytorch/record.py
    npx biome format --write packages/tensor/test/pytorch

The numbers are float64 in base64 (little endian), inputs are multiples of 1/64, so that float32 holds them exactly.
"""

import json
from pathlib import Path

import torch

from expressions import record_expressions
from models import record_models

if __name__ == "__main__":
    here = Path(__file__).parent
    torch.set_num_threads(1)
    for name, record in [("expressions", record_expressions), ("models", record_models)]:
        recorded = {"torch": torch.__version__, name: record()}
        (here / f"{name}.json").write_text(json.dumps(recorded, separators=(",", ":")) + "\n")
        print(name, len(recorded[name]), (here / f"{name}.json").stat().st_size)
