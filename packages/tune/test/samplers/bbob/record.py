"""Records values of BBOB's functions by IOHexperimenter: python record.py > ioh.json, with the package ioh (BSD 3-Clause)."""
import json
import math

import ioh

rows = []
for number in range(1, 25):
    for dimensions, instance in [(2, 1), (5, 2), (10, 7), (20, 13)]:
        f = ioh.get_problem(number, instance, dimensions, ioh.ProblemClass.BBOB)
        points = [[size * math.sin(1.7 * i + 2.3 * k + 0.1 * number) for i in range(1, dimensions + 1)] for k, size in enumerate([4.9, 3, 5.4])]
        rows.append({"number": number, "dimensions": dimensions, "instance": instance, "minimum": f.optimum.y, "values": [f(point) for point in points]})
print(json.dumps({"origin": f"IOHexperimenter {ioh.__version__ if hasattr(ioh, '__version__') else ''}".strip(), "rows": rows}, separators=(",", ":")))
