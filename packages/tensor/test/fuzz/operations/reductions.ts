import * as library from "@kaviar/tensor";
import { byName } from "../by-name.ts";
import { drawAxes, drawAxis, type Kind, tensorOf } from "../drawing.ts";
import { type Operation, operation } from "../operation.ts";

interface Reduction {
  readonly axis?: number | readonly number[];
  readonly keepDims?: boolean;
  readonly correction?: number;
  readonly order?: 1 | 2 | "inf";
}

const reduction = (
  name: string,
  kind: Kind,
  { more = [{}], empty = true }: { more?: readonly Reduction[]; empty?: boolean } = {},
): Operation =>
  operation<Reduction>({
    draw: (draft) => {
      const x = tensorOf(draft, kind, 0, 4, ({ shape }) => empty || !shape.includes(0));
      const keepDims = draft.dice.chance(0.3) ? { keepDims: true } : {};
      return {
        operands: [x],
        params: { ...drawAxes(draft.dice, x.shape.length), ...keepDims, ...draft.dice.pick(more) },
      };
    },
    run: ([x], { axis, order, ...options }) =>
      byName(name)(x, axis, order ? { ...options, order: order === "inf" ? Infinity : order } : options),
  });

const argExtreme = (name: string): Operation =>
  operation<{ readonly axis?: number; readonly keepDims?: boolean }>({
    draw: (draft) => {
      const x = tensorOf(draft, "number", 0, 3, ({ shape }) => !shape.includes(0));
      if (x.shape.length === 0 || draft.dice.chance(0.2)) return { operands: [x] };
      return {
        operands: [x],
        params: { axis: drawAxis(draft.dice, x.shape.length), keepDims: draft.dice.chance(0.3) },
      };
    },
    run: ([x], { axis, ...options }) => byName(name)(x, axis, options),
  });

const alongAxis = (name: string, kind: Kind, option?: string): Operation =>
  operation<{ readonly axis: number; readonly [option: string]: unknown }>({
    draw: (draft) => {
      const x = tensorOf(draft, kind, 1);
      const said = option ? { [option]: draft.dice.chance(0.5) } : {};
      return { operands: [x], params: { axis: drawAxis(draft.dice, x.shape.length), ...said } };
    },
    run: ([x], { axis, ...options }) => byName(name)(x, axis, ...(option ? [options] : [])),
  });

const ddof = [{}, {}, { correction: 1 }];

export const reductions = {
  sum: reduction("sum", "number"),
  prod: reduction("prod", "number"),
  max: reduction("max", "number", { empty: false }),
  min: reduction("min", "number", { empty: false }),
  mean: reduction("mean", "float"),
  variance: reduction("variance", "float", { more: ddof }),
  std: reduction("std", "float", { more: ddof }),
  norm: reduction("norm", "float", { more: [{}, { order: 1 }, { order: 2 }, { order: "inf" }], empty: false }),
  logSumExp: reduction("logSumExp", "float"),
  any: reduction("any", "any"),
  all: reduction("all", "any"),
  argmax: argExtreme("argmax"),
  argmin: argExtreme("argmin"),
  softmax: alongAxis("softmax", "float"),
  logSoftmax: alongAxis("logSoftmax", "float"),
  cumsum: alongAxis("cumsum", "number", "reverse"),
  sort: alongAxis("sort", "number", "descending"),
  argsort: alongAxis("argsort", "number", "descending"),
  topK: operation<{ readonly k: number; readonly axis: number; readonly largest: boolean }>({
    draw: (draft) => {
      const x = tensorOf(draft, "number", 1);
      const axis = drawAxis(draft.dice, x.shape.length);
      return {
        operands: [x],
        params: { k: draft.dice.int(0, x.shape.at(axis)!), axis, largest: draft.dice.chance(0.5) },
      };
    },
    results: () => 2,
    run: ([x], { k, axis, largest }) => library.topK(x!, k, axis, { largest }),
  }),
};
