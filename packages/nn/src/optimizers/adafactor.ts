import { withCard } from "@kaviar/base/card";
import { type OptionsOf, positive } from "@kaviar/base/check";
import { type Tensor, tensor, zeros } from "@kaviar/tensor";
import { options } from "../options.ts";
import { chain } from "./chain.ts";
import { createLink } from "./contract/create-link.ts";
import type { Link } from "./contract/link.ts";
import { rateLaw } from "./contract/rate.ts";
import { average, root } from "./contract/running.ts";
import { scaleByRate } from "./scale-by-rate.ts";

const numbers = {
  /** How fast the memory of the squares grows: β₂ = 1 − t^−memory. */
  memory: positive.default(0.8),
  /** The root mean square that an update is cut to. */
  threshold: positive.default(1),
  /** Parameters are taken for at least this large. */
  smallest: positive.default(1e-3),
};

const readScale = options("scaleByAdafactor", numbers);

export type ScaleByAdafactorOptions = OptionsOf<typeof readScale>;
const read = options("adafactor", {
  /** How far a step goes: a number, a schedule, or a link that applies a rate of its own. */
  rate: rateLaw.default(1e-2),
  ...numbers,
});

export type AdafactorOptions = OptionsOf<typeof read>;

const about = {
  name: "Adafactor",
  formula:
    "β₂ = 1 − t^−0.8, R ← β₂R + (1 − β₂)·row means of g², C likewise by columns, V = RCᵀ/mean R, u = g/√V, u ← u/max(1, rms(u)/d), θ ← θ − η·max(ε, rms(θ))·u",
  use: "when the optimizer's memory counts: a matrix keeps one number a row and one a column",
  pitfall:
    "the rate is relative to the size of each tensor; the paper lets it fall as 1/√t from step 10 000 on: `inverseSquareRoot`. No momentum",
  reference: "Shazeer & Stern 2018",
  seeAlso: ["adam", "lion"],
} as const;

const rms = (x: Tensor): Tensor => root(x.square().mean());

/** g/√V with V from its row and column means, cut to a root mean square of `threshold`, times the size of the parameter. */
export const scaleByAdafactor = withCard(
  (given: ScaleByAdafactorOptions = {}): Link => {
    const { memory, threshold, smallest } = readScale(given);
    const isMatrix = ({ rank }: Tensor) => rank >= 2;
    const averages = (p: Tensor, axis: -1 | -2): Tensor =>
      isMatrix(p)
        ? zeros(p.shape.with(axis, 1), { dtype: p.dtype })
        : axis === -1
          ? zeros(p.shape, { dtype: p.dtype })
          : none(p);
    return createLink({
      descends: false,
      numbers: { memory, threshold, smallest },
      slots: { rows: (p) => averages(p, -1), columns: (p) => averages(p, -2) },
      shared: ({ memory }, t) => ({ rest: t.pow(memory.neg()) }),
      update: (g, kept, { rest, threshold, smallest }, parameter) => {
        // Squares of nothing at all are taken for 1e-30, as in the paper.
        const square = g.square().add(1e-30);
        const matrix = isMatrix(g);
        const rows = average(kept.rows, matrix ? square.mean(-1, { keepDims: true }) : square, rest);
        const columns = matrix ? average(kept.columns, square.mean(-2, { keepDims: true }), rest) : kept.columns;
        const variance = matrix ? rows.div(rows.mean(-2, { keepDims: true })).mul(columns) : rows;
        // A row and a column of nothing: what is left of their product is below the smallest float.
        const direction = g.div(variance.maximum(1e-30).sqrt());
        const size = rms(parameter).maximum(smallest);
        return { update: direction.div(rms(direction).div(threshold).maximum(1)).mul(size), rows, columns };
      },
    });
  },
  { about },
);

/** A scalar in place of averages that a vector does not need. */
const none = ({ dtype }: Tensor): Tensor => tensor(0).cast(dtype);

/** Adam's squares at the memory of a row and a column: `adafactor({ rate: 1e-2 })`. */
export const adafactor = withCard(
  (given: AdafactorOptions = {}): Link => {
    const { rate, ...options } = read(given);
    return chain(scaleByAdafactor(options), scaleByRate(rate));
  },
  { about },
);
