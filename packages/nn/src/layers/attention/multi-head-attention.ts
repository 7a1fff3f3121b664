import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import { arange, isTensor, type Key, type Shape, split, type Tensor, tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { argument, options } from "../../options.ts";
import { join, mapParameters, type Parameters } from "../../parameters/parameters.ts";
import { initializerLaw } from "../contract/initializer-law.ts";
import { keepMask } from "../contract/keep-mask.ts";
import type { Layer } from "../contract/layer.ts";
import { leftOut } from "../contract/left-out.ts";
import { type Mask, maskNamed } from "../contract/mask.ts";
import { placesOf, type Steps } from "../contract/steps.ts";
import { written } from "../contract/written.ts";
import { dense } from "../core/dense.ts";
import { sharesOf } from "./attend.ts";
import { type Attended, attendedShapes, signalsOf } from "./contract/attended.ts";
import { turned } from "./rotary.ts";

const checkHeads = argument("multiHeadAttention", "heads", whole(1));
const read = options("multiHeadAttention", {
  /** Features of the result: as many as the queries have unless said. */
  width: whole(1).optional(),
  /** Features of each head: width / heads unless said. */
  keyWidth: whole(1).optional(),
  /** Heads of keys and values, each shared by heads / keyHeads queries: as many as heads unless said. (Ainslie et al. 2023) */
  keyHeads: whole(1).optional(),
  /** The share of attention weights left out in training. */
  dropout: leftOut.default(0),
  /** Each step looks at itself and what was before. */
  causal: flag.default(false),
  /** Whether the four products have one. */
  bias: flag.default(true),
  /** Queries and keys are turned by their places, so that a product depends on how far apart they are. */
  rotary: flag.default(false),
  /** Of the four matrices: Glorot unless said. */
  initializer: initializerLaw.optional(),
});

export type AttentionOptions = OptionsOf<typeof read>;

const parts = ["query", "key", "value"] as const;

const create = (heads: number, given: AttentionOptions = {}): Layer<Tensor | Attended> => {
  checkHeads(heads);
  const options = read(given);
  const { dropout, causal, bias, keyHeads = heads } = options;
  checkShared(heads, keyHeads);
  return {
    kind: "multiHeadAttention",
    options: written({ heads, ...given }),
    init: (key, inputShape) => {
      const shapes = attendedShapes(inputShape);
      const [steps, features] = shapes.query as [number, number];
      const width = options.width ?? features;
      const ofHead = widthOfHead(heads, width, options);
      const inner = heads * ofHead;
      const keys = split(key, 4) as [Key, Key, Key, Key];
      const project = (at: number, from: Shape, units: number) =>
        dense(units, { bias, ...(options.initializer ? { initializer: options.initializer } : {}) }).init(
          keys[at]!,
          from,
        );
      const made = {
        ...mapParts((part, i) => project(i, shapes[part], part === "query" ? inner : keyHeads * ofHead)),
        output: project(3, [steps, inner], width),
      };
      const products = Object.values(made).reduce((sum, { multiplyAdds }) => sum + multiplyAdds!, 0);
      return {
        params: Object.fromEntries(Object.entries(made).map(([name, { params }]) => [name, params])),
        state: dropout > 0 ? { dropout: tensor(dropout) } : {},
        outputShape: [steps, width],
        multiplyAdds: products + 2 * steps * shapes.key[0]! * inner,
      };
    },
    apply: (params, state, x, context) => {
      const signals = signalsOf(x, context);
      const { steps } = context;
      const alone = isTensor(x) || x.key === x.query;
      if (steps && alone && !causal) throw seesAhead();
      const piece = steps && alone ? steps : undefined;
      const places = piece && placesOf(piece, signals.query.shape[1]!);
      // 1/√d goes to the query's weights: they are fewer than queries or scores.
      const scale = ((params.output as { readonly weight: Tensor }).weight.shape[0]! / heads) ** -0.5;
      const own: Parameters = {
        ...params,
        query: mapParameters((_, each) => each.mul(scale), params.query as Parameters),
      };
      const columns = mapParts((part) =>
        toHeads(projected(signals[part], own[part]), part === "query" ? heads : keyHeads),
      );
      const turn = options.rotary ? (each: Tensor) => flipped(turned(flipped(each), places)) : (each: Tensor) => each;
      // Of a piece of a sequence the steps before are there too, as they were when their turn was.
      const among = (name: string, each: Tensor) =>
        piece ? toHeads(piece.remember(join(context.path, name), fromHeads(each)), keyHeads) : each;
      const [keys, values] = [among("key", turn(columns.key)), among("value", columns.value)];
      const seen = piece
        ? seenBy(piece, places!, signals.mask, context.path)
        : signals.mask?.expandDims(1).expandDims(1);
      const scores = byGroups(flipped(turn(columns.query)), keyHeads, (queries) => queries.matmul(keys));
      const shares = sharesOf(scores, { mask: seen, causal: causal && !piece });
      const kept =
        context.training && state.dropout
          ? shares.mul(keepMask(context.key, shares.shape, state.dropout as Tensor))
          : shares;
      const looked =
        keyHeads === heads
          ? values.matmul(flipped(kept))
          : flipped(byGroups(kept, keyHeads, (shares) => shares.matmul(flipped(values))));
      const mask = isTensor(x) ? context.mask : maskNamed(context.masks, "query");
      return { y: projected(fromHeads(looked), params.output), state, mask: mask ?? null };
    },
  };
};

const mapParts = <T>(f: (part: (typeof parts)[number], index: number) => T) =>
  Object.fromEntries(parts.map((part, i) => [part, f(part, i)])) as Record<(typeof parts)[number], T>;

const seesAhead = (): ModelError =>
  new ModelError(
    "options",
    "Piece by piece attention must be causal: this one looks at steps that are not there yet.",
    {
      remedy: "Say { causal: true }, and train it so.",
    },
  );

/** [N or 1, 1, T, length]: true where a step of the piece may look at a step up to its own place that is there. */
const seenBy = (steps: Steps, places: Tensor<"int32">, mask: Mask | undefined, path: string): Mask => {
  const earlier = arange(steps.length).cast("int32").lessEqual(places.expandDims(1)).expandDims(0).expandDims(0);
  if (!mask) return earlier;
  const there = steps.remember(join(path, "mask"), mask.cast("float32").expandDims(2));
  return earlier.logicalAnd(there.squeeze(2).greater(0).expandDims(1).expandDims(1));
};

const checkShared = (heads: number, keyHeads: number): void => {
  if (heads % keyHeads === 0) return;
  throw new ModelError(
    "options",
    `multiHeadAttention shares ${keyHeads} heads of keys among ${heads} queries evenly.`,
    {
      remedy: "Take a number of keyHeads that divides heads; 1 is one head for all.",
    },
  );
};

/** Rows [N, heads, T, …] of heads that share their keys one below the other: [N, keyHeads, heads / keyHeads · T, …]. */
const byGroups = (x: Tensor, keyHeads: number, f: (rows: Tensor) => Tensor): Tensor => {
  const [batch, heads, steps, width] = x.shape as [number, number, number, number];
  if (keyHeads === heads) return f(x);
  const y = f(x.reshape([batch, keyHeads, (heads / keyHeads) * steps, width]));
  return y.reshape([batch, heads, steps, y.shape[3]!]);
};

const widthOfHead = (heads: number, width: number, { keyWidth = width / heads, rotary }: ReturnType<typeof read>) => {
  if (!Number.isInteger(keyWidth)) {
    throw new ModelError(
      "options",
      `multiHeadAttention needs a width that ${heads} heads share evenly: got ${width}.`,
      {
        remedy: "Take another number of heads, or say { keyWidth }.",
      },
    );
  }
  if (rotary && keyWidth % 2 !== 0) {
    throw new ModelError(
      "options",
      `multiHeadAttention needs an even number of features a head for rotary: got ${keyWidth}.`,
    );
  }
  return keyWidth;
};

const projected = (x: Tensor, params: Tensor | Parameters | undefined): Tensor => {
  const { weight, bias } = params as { readonly weight: Tensor; readonly bias?: Tensor };
  const product = x.matmul(weight);
  return bias ? product.add(bias) : product;
};

/** The last two axes exchanged. */
const flipped = (x: Tensor): Tensor => x.transpose([0, 1, 3, 2]);

/** [N, T, heads·d] as [N, heads, d, T], and back: one turn of a matrix each, five times as fast as moving heads to the front. */
const toHeads = (x: Tensor, heads: number): Tensor => {
  const [batch, steps, features] = x.shape as [number, number, number];
  return x.transpose([0, 2, 1]).reshape([batch, heads, features / heads, steps]);
};

const fromHeads = (x: Tensor): Tensor => {
  const [batch, heads, features, steps] = x.shape as [number, number, number, number];
  return x.reshape([batch, heads * features, steps]).transpose([0, 2, 1]);
};

/**
 * Attention from several points of view at once. A sequence [N, T, F] looks at itself; a record { query, key, value?,
 * mask? } lets one look at another.
 *
 * ```ts
 * sequential(embedding(100, 32), positionalEncoding(), multiHeadAttention(4, { causal: true }), dense(100))
 * ```
 * It has no sense of order: add positions before it, or say `rotary`.
 */
export const multiHeadAttention = withCard(create, {
  about: {
    name: "Multi-head attention",
    formula: "softmax(Q Kᵀ/√d) V for each head of Q = x W_Q, K = x W_K, V = x W_V; then · W_O",
    use: "what matters is anywhere in the sequence",
    pitfall: "without positions it sees a set; time and memory grow with T²",
    reference: "Vaswani et al. 2017",
    seeAlso: ["transformerBlock", "positionalEncoding", "lstm"],
  },
});
