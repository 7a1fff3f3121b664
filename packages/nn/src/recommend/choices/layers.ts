import { call, codeOf, type Expression, named } from "../expression.ts";
import type { Problem } from "../problem.ts";
import type { Choice, InputKind } from "../recommendation.ts";
import type { Regularization } from "./regularization.ts";
import { depthOf, firstWidth, halving, sizesOf, weightsOf, widths } from "./widths.ts";

/** The hidden layers. */
interface Layers extends Choice {
  readonly hidden: readonly Expression[];
  /** Weights of all of them, about. */
  readonly size: number;
}

type Plan = (problem: Problem, regularization: Regularization) => Layers;

/** A first model: as large as the data can fill, and no larger. */
export const layers = (problem: Problem, regularization: Regularization): Layers =>
  problem.task === "autoencoder" ? narrow(problem) : plans[problem.x.kind](problem, regularization);

const relu = named("relu");
const dropped = (share: number): readonly Expression[] => (share > 0 ? [call("dropout", share)] : []);
const inShort = (hidden: readonly Expression[]): string => hidden.map(codeOf).join(", ");

const rows: Plan = (problem, { dropout }) => {
  const { x, rows } = problem;
  const inputs = x.shape[0]!;
  const depth = depthOf(problem);
  const first = firstWidth(problem);
  const units = halving(first, depth);
  const size = weightsOf(sizesOf(problem, first));
  // A batch norm steadies what is deep; dropout goes behind the last of them.
  const isDeep = depth > 2;
  const hidden = units.flatMap((width, i) => [
    call("dense", width),
    ...(isDeep ? [call("batchNorm")] : []),
    relu,
    ...(isDeep && i < depth - 1 ? [] : dropped(dropout)),
  ]);
  const described =
    depth === 1 ? `one hidden layer of ${first} units` : `${depth} hidden layers of ${units.join(", ")} units`;
  return {
    hidden,
    size,
    choice: inShort(hidden),
    why: `${rows} rows of ${inputs} inputs can fill about as many weights: ${described}, with ${size}${size > rows ? ", are the fewest" : ""}.${isDeep ? " Batch norm steadies three layers." : ""}`,
    instead: [
      { choice: `dense(${first * 2}), relu`, when: "the error on training rows stays high as well" },
      { choice: `dense(${first / 2}), relu`, when: "the error on training rows is far lower than on validation rows" },
      { choice: "residual(dense(64), batchNorm(), relu)", when: "it has to be five layers deep or more" },
    ],
    topic: depth === 1 ? "overfitting" : "neural-network",
  };
};

const images: Plan = ({ x, rows, outputs }, { dropout, shift }) => {
  const [height, width] = (x.channelsLast ? x.shape : x.shape.slice(-2)) as [number, number];
  const channels = x.shape.length === 2 ? 1 : x.shape[x.channelsLast ? 2 : 0]!;
  const side = Math.min(height, width);
  const depth = side >= 32 ? 3 : 2;
  const first = rows < 5_000 ? 16 : 32;
  const filters = Array.from({ length: depth }, (_, i) => first << i);
  const blocks = filters.flatMap((count) => [call("conv2d", count, 3), call("batchNorm"), relu, call("maxPool", 2)]);
  // Where pictures are small, it matters where in them something is, and flat there are few numbers.
  const isSmall = side < 16;
  const pooled = isSmall ? named("flatten") : call("globalAveragePool");
  const hidden = [...(shift ? [call("randomShift")] : []), ...blocks, pooled, ...dropped(dropout)];
  return {
    hidden,
    size: weightsOf([channels, ...filters]) * 9 + filters.at(-1)! * outputs,
    choice: inShort(hidden),
    why: `Images of ${height} × ${width}: the same small pattern means the same wherever it is, so convolutions share its weights; ${depth} halvings see more and more of the picture, with twice the filters each. ${isSmall ? "In so small a picture it matters where something is: flatten keeps that." : "globalAveragePool has no weights of its own, and takes images of any size."}`,
    instead: [
      {
        choice: "transferred layers of a trained net",
        when: "images are photographs, and fewer than some thousand a class",
      },
      { choice: "residual(conv2d(32, 3), batchNorm(), relu)", when: "it has to be deeper than five convolutions" },
      isSmall
        ? { choice: "globalAveragePool()", when: "things may be anywhere in the picture" }
        : { choice: "flatten", when: "things are always in the same place, as in scans" },
    ],
    topic: "architecture",
  };
};

const sequences: Plan = ({ x, rows, outputs }, { dropout }) => {
  const [steps, features] = x.shape as [number, number];
  const units = rows < 1_000 ? 16 : rows < 20_000 ? 32 : 64;
  const hidden = [call("gru", units), ...dropped(dropout)];
  return {
    hidden,
    size: 3 * units * (features + units) + units * outputs,
    choice: inShort(hidden),
    why: `Sequences of ${steps} steps: what a step means depends on those before it, and the gates of a GRU let gradients pass through all ${steps}; ${rows} rows fill ${units} units.`,
    instead: [
      { choice: `lstm(${units})`, when: "something has to be counted, or remembered for long" },
      { choice: `bidirectional(gru(${units}))`, when: "the whole sequence is there before the answer is due" },
      {
        choice: "conv1d(32, 5), relu, globalMaxPool()",
        when: "a short pattern anywhere decides, or it has to be faster",
      },
      {
        choice: "transformerBlock(…)",
        when: "there are some ten thousand rows, and far steps have to do with each other",
      },
    ],
    topic: "architecture",
  };
};

/** From so many rows on the order of words can be learned. */
const rowsOfOrder = 5_000;

const tokens: Plan = (problem, regularization) => {
  const { x, rows, outputs } = problem;
  const vocabulary = x.most + 1;
  const width = rows < 1_000 ? 16 : 32;
  const lookup = call("embedding", vocabulary, width, ...(x.zeros > 0 ? [{ fields: { maskZero: true } }] : []));
  const hasOrder = isOrdered(problem);
  const hidden = [
    lookup,
    hasOrder ? call("gru", width) : call("globalAveragePool"),
    ...dropped(regularization.dropout),
  ];
  return {
    hidden,
    size: vocabulary * width + (hasOrder ? 6 * width * width : 0) + width * outputs,
    choice: inShort(hidden),
    why: `Whole numbers up to ${x.most} are names: each gets ${width} learned numbers.${x.zeros > 0 ? " 0 fills up short rows: it is passed over." : ""} ${hasOrder ? `${rows} rows are enough to learn from their order, by a GRU.` : `${rows} rows are too few to learn their order: their mean says which of them there are.`}`,
    instead: [
      hasOrder
        ? { choice: "globalAveragePool()", when: "the order does not matter, or it has to be faster" }
        : { choice: `gru(${width})`, when: "the order decides" },
      { choice: "transformerBlock(…)", when: "there are some ten thousand rows" },
      { choice: "vectors that were trained on other texts", when: "there are some, and rows are few" },
    ],
    topic: "architecture",
  };
};

/** Whether the order of tokens is learned, by a recurrent layer. */
export const isOrdered = ({ x, rows }: Problem): boolean => x.kind === "tokens" && rows >= rowsOfOrder;

const plans: { readonly [Kind in InputKind]: Plan } = { table: rows, images, sequences, tokens };

/** An hourglass: what passes its waist is what matters. */
const narrow = ({ outputs, rows }: Problem): Layers => {
  const code = Math.max(2, Math.round(Math.sqrt(outputs)));
  const width = widths.findLast((each) => each >= code && 2 * (outputs + code) * each <= rows * outputs) ?? 8;
  const outer = Math.max(width, 2 * code);
  const hidden = [call("dense", outer), relu, call("dense", code), call("dense", outer), relu];
  return {
    hidden,
    size: 2 * outer * (outputs + code),
    choice: inShort(hidden),
    why: `${outputs} inputs through a waist of ${code}, about their root: what is told by others needs no room of its own. The waist has no activation, so that codes may take any value.`,
    instead: [
      { choice: `dense(${2 * code})`, when: "too much is lost" },
      { choice: "sampling()", when: "new rows are to be drawn: a variational autoencoder" },
    ],
    topic: "architecture",
  };
};
