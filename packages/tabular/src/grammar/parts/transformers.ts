import { choice, float, int, log, ordinal } from "@kaviar/tune";
import { agglomerate } from "../../steps/agglomerate.ts";
import { bins } from "../../steps/bins.ts";
import { nystroem } from "../../steps/nystroem.ts";
import { pca } from "../../steps/pca.ts";
import { polynomial } from "../../steps/polynomial.ts";
import { randomFourier } from "../../steps/random-fourier.ts";
import { grammarPart } from "../grammar.ts";

export const transformers = {
  pca: grammarPart({
    role: "transformer",
    ranges: { nComponents: float(0.5, 0.999) },
    suits: ({ width }) => width >= 3,
    columns: ({ rows, columns }) => Math.min(rows, columns),
    bytes: ({ rows, columns }) => 8 * (rows * columns + 2 * Math.min(rows, columns) ** 2),
    make: pca,
  }),
  polynomial: grammarPart({
    role: "transformer",
    once: true,
    make: () => polynomial(),
    suits: ({ width }) => width <= 100,
    columns: ({ columns }) => (columns * (columns + 3)) / 2,
  }),
  bins: grammarPart({
    role: "transformer",
    ranges: { nBins: ordinal([3, 5, 10, 20]) },
    columns: ({ columns }, { nBins }) => columns * nBins,
    make: ({ nBins }) => bins({ nBins }),
  }),
  nystroem: grammarPart({
    role: "transformer",
    ranges: { kernel: choice(["rbf", "laplacian"]), gamma: log(1e-3, 1), nComponents: int(10, 100, { log: true }) },
    columns: ({ rows }, { nComponents }) => Math.min(rows, nComponents),
    bytes: ({ rows, columns }, { nComponents }) => 8 * (rows * columns + rows * nComponents),
    make: nystroem,
  }),
  randomFourier: grammarPart({
    role: "transformer",
    ranges: { gamma: log(1e-3, 1), nComponents: int(10, 200, { log: true }) },
    columns: (_, { nComponents }) => nComponents,
    bytes: ({ rows, columns }, { nComponents }) => 8 * columns * (rows + nComponents),
    make: randomFourier,
  }),
  agglomerate: grammarPart({
    role: "transformer",
    ranges: ({ width }) => ({ k: int(2, Math.max(3, Math.min(width, 100))) }),
    suits: ({ width }) => width >= 4 && width <= 2_000,
    columns: ({ columns }, { k }) => Math.min(columns, k),
    bytes: ({ rows, columns }) => 8 * columns * (rows + columns),
    make: agglomerate,
  }),
};
