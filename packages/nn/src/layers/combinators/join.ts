import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf } from "@kaviar/base/check";
import { concat, isTensor, type Shape, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import { featureAxis } from "../contract/feature-axis.ts";
import type { Layer, Shapes } from "../contract/layer.ts";
import { written } from "../contract/written.ts";

/** Several signals: what `parallel` makes, or a record or list of inputs. */
export type Signals = readonly Tensor[] | Readonly<Record<string, Tensor>>;

/** A layer that makes one signal of several. */
const join = (
  kind: string,
  options: { readonly axis?: number; readonly normalize?: boolean },
  unite: (signals: readonly Tensor[]) => Tensor,
): Layer<Signals, Tensor> => ({
  kind,
  options: written(options),
  init: (_, inputShape) => {
    const shapes = listOf(kind, inputShape as Shapes);
    return { params: {}, state: {}, outputShape: unite(shapes.map((shape) => zeros([2, ...shape]))).shape.slice(1) };
  },
  apply: (_, state, signals) => ({ y: unite(Object.values(signals) as Tensor[]), state }),
});

const listOf = (kind: string, shapes: Shapes): readonly Shape[] => {
  const list = Object.values(shapes) as Shapes[];
  const isShape = (shape: Shapes): shape is Shape => Array.isArray(shape) && shape.every((n) => typeof n === "number");
  if (!isTensor(shapes) && list.length > 0 && list.every(isShape)) return list as Shape[];
  throw new ModelError("shape", `${kind} needs several signals, a list or a record of them: got one.`, {
    remedy: `Put parallel(…) before it: sequential(parallel(dense(8), dense(8)), ${kind}()).`,
  });
};

const show = (signals: readonly Tensor[]): string =>
  signals.map(({ shape }) => `[${["N", ...shape.slice(1)].join(", ")}]`).join(" and ");

/**
 * Several signals end to end along an axis: that of the features unless said (1 for images [N, C, H, W], otherwise the
 * last).
 *
 * ```ts
 * sequential(parallel(conv2d(8, 1), conv2d(8, 5)), concatenate())          // 16 channels
 * ```
 */
export const concatenate = withCard(
  (axis?: number): Layer<Signals, Tensor> => {
    if (axis !== undefined && (!Number.isInteger(axis) || axis === 0)) {
      throw new ModelError("options", `concatenate needs an axis other than 0, the batch: got ${axis}.`);
    }
    return join("concatenate", axis === undefined ? {} : { axis }, (signals) => {
      const { rank, shape } = signals[0]!;
      const at = axis === undefined ? featureAxis(rank) : axis < 0 ? axis + rank : axis;
      const fits = signals.every((x) => x.rank === rank && x.shape.every((n, i) => i === at || n === shape[i]));
      if (fits && at > 0 && at < rank) return concat(signals as Tensor[], at);
      throw new ModelError(
        "shape",
        `concatenate along axis ${at} needs signals that agree in all others: got ${show(signals)}.`,
        {
          remedy: 'Bring them to one size first, with padding "same", resize or reshape.',
        },
      );
    });
  },
  {
    about: {
      name: "Concatenation",
      formula: "y = [x₁, x₂, …] along the features",
      use: "to join branches without mixing them: inception blocks, U-Nets, inputs of several kinds",
      pitfall:
        "widths add up, and with them the weights of the next layer; signals of another scale drown the others: normalize them first",
      reference: "Szegedy et al. 2015",
      seeAlso: ["parallel", "add", "multiply"],
    },
  },
);

const isOneShape = (signals: readonly Tensor[]): boolean => {
  const { shape } = signals[0]!;
  return signals.every((x) => x.rank === shape.length && x.shape.every((n, i) => n === shape[i]));
};

const elementwise =
  (
    kind: string,
    unite: (signals: readonly Tensor[]) => Tensor,
    fits: (signals: readonly Tensor[]) => boolean = isOneShape,
  ) =>
  (): Layer<Signals, Tensor> =>
    join(kind, {}, (signals) => {
      if (fits(signals)) return unite(signals);
      throw new ModelError("shape", `${kind} needs signals of one shape: got ${show(signals)}.`, {
        remedy: "Bring them to one shape with a dense layer or a 1×1 convolution.",
      });
    });

/** The sum of several signals: `sequential(parallel(dense(8), sequential(dense(8), relu)), add())`. */
export const add = withCard(
  elementwise("add", (signals) => signals.reduce((a, b) => a.add(b))),
  {
    about: {
      name: "Sum of signals",
      formula: "y = Σᵢ xᵢ",
      use: "to join branches of one shape: each gets the whole gradient",
      pitfall: "shapes must agree: a dense layer or a 1×1 convolution brings another width to them",
      reference: "He et al. 2016",
      seeAlso: ["residual", "concatenate", "multiply"],
    },
  },
);

/** Axes of length 1 are stretched to the others' length. */
const isStretchable = (signals: readonly Tensor[]): boolean => {
  const { rank } = signals[0]!;
  const lengths = signals[0]!.shape.map((_, axis) => new Set(signals.map(({ shape }) => shape[axis]!)));
  return (
    signals.every((x) => x.rank === rank) && lengths.every((all) => all.size === 1 || (all.size === 2 && all.has(1)))
  );
};

/**
 * The product of several signals, element by element: a gate is
 * `sequential(parallel(dense(8), sequential(dense(8), sigmoid)), multiply())`. Axes of length 1 are stretched: [N, C, 1, 1]
 * gates each channel of [N, C, H, W].
 */
export const multiply = withCard(
  elementwise("multiply", (signals) => signals.reduce((a, b) => a.mul(b)), isStretchable),
  {
    about: {
      name: "Product of signals",
      formula: "y = Πᵢ xᵢ, element by element",
      use: "gates: one branch, through a sigmoid, says how much of the other passes",
      pitfall: "each gradient is scaled by the other signals: at a gate of 0 nothing behind it learns",
      reference: "Hochreiter & Schmidhuber 1997",
      seeAlso: ["glu", "add", "parallel"],
    },
  },
);

/** The mean of several signals of one shape: `sequential(parallel(dense(8), dense(8)), average())`. */
export const average = withCard(
  elementwise("average", (signals) => signals.reduce((a, b) => a.add(b)).mul(1 / signals.length)),
  {
    about: {
      name: "Mean of signals",
      formula: "y = Σᵢ xᵢ / n",
      use: "what several branches say, as one: it stays as large as one of them",
      pitfall: "each branch gets 1/n of the gradient; the mean over members is x.mean(1)",
      reference: "Szegedy et al. 2015",
      seeAlso: ["add", "members", "parallel"],
    },
  },
);

/** The first of two signals less the second. */
export const subtract = withCard(
  elementwise(
    "subtract",
    ([a, b]) => a!.sub(b!),
    (signals) => signals.length === 2 && isOneShape(signals),
  ),
  {
    about: {
      name: "Difference of signals",
      formula: "y = x₁ − x₂",
      use: "how two things differ: twins, a signal and its trend",
      pitfall: "takes two signals, and which is first matters",
      reference: "Koch et al. 2015",
      seeAlso: ["add", "dot", "cosineBetween"],
    },
  },
);

const readDot = options("dot", {
  /** Vectors of length 1 first: the cosine of the angle between them. */
  normalize: flag.default(false),
});

export type DotOptions = OptionsOf<typeof readDot>;

/** Rows of length 1; a row of zeros stays one. */
const unit = (x: Tensor): Tensor => x.div(x.square().sum(-1, { keepDims: true }).maximum(1e-12).sqrt());

/**
 * Products of the features of two signals: [N, F] and [N, F] give [N, 1], and sequences [N, T, F] and [N, S, F] a product
 * for each pair of steps, [N, T, S].
 *
 * ```ts
 * define({ user: embedding(1000, 16), item: embedding(500, 16), dot: dot() }, (layers, { user, item }) =>
 *   layers.dot([layers.user(user), layers.item(item)]))
 * ```
 */
export const dot = withCard(
  (given: DotOptions = {}): Layer<Signals, Tensor> => {
    const { normalize } = readDot(given);
    return join("dot", given, (signals) => {
      const [left, right] = signals.map((x) => (normalize ? unit(x) : x)) as [Tensor, Tensor];
      const fits = signals.length === 2 && left.rank === right.rank && left.shape.at(-1) === right.shape.at(-1);
      if (fits && left.rank === 2) return left.mul(right).sum(1, { keepDims: true });
      if (fits && left.rank === 3) return left.matmul(right.transpose([0, 2, 1]));
      throw new ModelError(
        "shape",
        `dot needs two signals [N, F], or two sequences [N, T, F] and [N, S, F], with as many features: got ${show(signals)}.`,
        { remedy: "Bring them to one width with a dense layer." },
      );
    });
  },
  {
    about: {
      name: "Dot product of signals",
      formula: "y = x₁ · x₂, over features",
      use: "how well two things go together: users and products, questions and answers",
      pitfall: "grows with the number of features and with the length of vectors: normalize, or scale it",
      reference: "Koren et al. 2009",
      seeAlso: ["cosineBetween", "multiply", "attend"],
    },
  },
);
