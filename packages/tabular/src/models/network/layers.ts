import {
  type AnyLayer,
  type Applied,
  applyLayer,
  concatenate,
  dense,
  dropout,
  embedding,
  initialize,
  inside,
  type Layer,
  members,
  parallel,
  piecewiseLinear,
  relu,
  type Shapes,
  sequential,
} from "@kaviar/nn";
import { stopGradient, type Tensor, tensor } from "@kaviar/tensor";
import { type TableEncoding, widthOf } from "./encoding.ts";

/** Rows, and for each the number of the fold that it is in; −1 for rows that no member has learned from. */
export interface FoldedRows {
  readonly rows: Tensor;
  readonly fold: Tensor;
}

interface Architecture {
  readonly members: number;
  readonly hidden: readonly number[];
  readonly dropout: number;
  readonly outputs: number;
}

/** [N, width] becomes [N, members, outputs]. */
export const networkOf = (
  encoding: TableEncoding,
  { members: count, hidden, dropout: share, outputs }: Architecture,
): Layer => {
  const block = (units: number) => [dense(units), relu, ...(share > 0 ? [dropout(share)] : [])];
  const layers = [...hidden.flatMap(block), dense(outputs)];
  return members(count, sequential(front(encoding), ...layers));
};

/** Columns of more levels have an embedding of this width; a column for each level is better as long as there are few. */
const [oneHotAtMost, embeddingWidth] = [100, 16];

/** Numbers as they are and by intervals; 1 for the level that a row has, or its embedding. */
const front = (encoding: TableEncoding): AnyLayer => {
  const { numbers, texts } = encoding;
  const plain = widthOf(encoding) - texts.length;
  const parts: AnyLayer[] = [];
  if (plain > 0) parts.push(asLayer("numbers", [plain], (x) => x.slice(null, [0, plain])));
  if (numbers.some(({ edges }) => edges.length > 0)) {
    const edges = Array.from({ length: widthOf(encoding) }, (_, i) => numbers[i]?.edges ?? []);
    parts.push(piecewiseLinear(edges));
  }
  for (const [i, { count }] of texts.entries()) {
    if (count <= oneHotAtMost) continue;
    // The row after the last level is that of unseen ones.
    const number = asLayer("number", [], (x) => {
      const own = x.slice(null, plain + i);
      return own.less(0).where(tensor(count), own);
    });
    parts.push(sequential(number, embedding(count + 1, embeddingWidth)));
  }
  const levels = texts.flatMap(({ count }, i) =>
    Array.from({ length: count > oneHotAtMost ? 0 : count }, (_, level) => ({ place: plain + i, level })),
  );
  if (levels.length > 0) {
    parts.push(
      asLayer("levels", [levels.length], (x) => {
        const own = x.gather(tensor(Int32Array.from(levels, ({ place }) => place)), 1);
        return own.equal(tensor(Float32Array.from(levels, ({ level }) => level))).cast("float32");
      }),
    );
  }
  return parts.length === 1 ? parts[0]! : sequential(parallel(...parts), concatenate());
};

const asLayer = (kind: string, outputShape: readonly number[], f: (x: Tensor) => Tensor): Layer => ({
  kind,
  init: () => ({ params: {}, state: {}, outputShape }),
  apply: (_, state, x) => ({ y: f(x), state }),
});

/** Logarithms of the mean of probabilities over some members; of numbers their mean. [N, members, C] becomes [N, C]. */
export const together = (said: Tensor, classes: boolean, counts?: Tensor): Tensor => {
  const each = classes ? said.softmax(-1) : said;
  const mean = counts ? each.mul(counts).sum(1).div(counts.sum(1)) : each.mean(1);
  return classes ? mean.maximum(1e-12).log() : mean;
};

/**
 * Members of which each learns from the rows of all folds but one. While training the gradient of a member stops at the
 * rows of its own fold; at prediction a row of a fold gets what those say that have not seen it. So every row is learned
 * from, and every row says when to stop.
 */
export const outOfFold = (network: Layer, folds: number, classes: boolean): Layer<FoldedRows> => ({
  kind: "outOfFold",
  init: (key, inputShape) => {
    const { rows } = inputShape as unknown as { readonly rows: Shapes };
    return initialize(network, key, rows);
  },
  apply: (params, state, { rows, fold }, context): Applied => {
    const applied = applyLayer(network, params, state, rows, inside(context, "members")) as Applied;
    const said = applied.y;
    const own = Float32Array.from({ length: said.shape[1]! }, (_, member) => member % folds);
    const held = fold.reshape([-1, 1, 1]).equal(tensor(own, { shape: [1, own.length, 1] }));
    if (context.training) return { ...applied, y: held.where(stopGradient(said), said) };
    const counts = fold.less(0).reshape([-1, 1, 1]).logicalOr(held).cast("float32");
    return { ...applied, y: together(said, classes, counts).expandDims(1) };
  },
});
