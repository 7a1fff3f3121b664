"""SciPy's unscrambled Sobol and Halton sequences, and discrepancies: run with SciPy 1.17."""
import json
from pathlib import Path

from scipy.stats import qmc

points = [0, 1, 2, 3, 4, 7, 100, 255]
dimensions = [0, 1, 2, 9, 31, 63, 100, 159]
sobol = qmc.Sobol(160, scramble=False, bits=32).random(256)
halton = qmc.Halton(160, scramble=False).random(256)
print(qmc.discrepancy(sobol[:128, :6], method="L2-star"))
pick = lambda sequence: [[float(sequence[i, j]) for j in dimensions] for i in points]
out = {"points": points, "dimensions": dimensions, "sobol": pick(sobol), "halton": pick(halton)}
Path(__file__).with_name("scipy.json").write_text(json.dumps(out))
