import { choice, float, log } from "@kaviar/tune";

export const space = { x: float(-5, 5), rate: log(1e-5, 1), kind: choice({ flat: {}, bent: { by: float(0, 1) } }) };

export const options = { seed: 7, workers: 2 };

interface Point {
  x: number;
  rate: number;
  kind: { kind: "flat" } | { kind: "bent"; by: number };
}

/** Least, 1, at x = 2, rate = 0.01, flat. */
export default ({ x, rate, kind }: Point): number =>
  1 + (x - 2) ** 2 + (Math.log10(rate) + 2) ** 2 + (kind.kind === "bent" ? kind.by : 0);
