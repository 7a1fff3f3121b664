import { withCard } from "@kaviar/base/card";
import { concat, isTensor, type Shape, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { featureAxis } from "../contract/feature-axis.ts";
import type { Layer, Shapes } from "../contract/layer.ts";
import { written } from "../contract/written.ts";

/** Several signals: what `parallel` makes, or a record or list of inputs. */
export type Signals = readonly Tensor[] | Readonly<Record<string, Tensor>>;

/** A layer that makes one signal of several. */
const join = (
  kind: string,
  options: { readonly axis?: number },
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

const elementwise = (kind: string, unite: (a: Tensor, b: Tensor) => Tensor) => (): Layer<Signals, Tensor> =>
  join(kind, {}, (signals) => {
    const { shape } = signals[0]!;
    if (signals.every((x) => x.rank === shape.length && x.shape.every((n, i) => n === shape[i])))
      return signals.reduce(unite);
    throw new ModelError("shape", `${kind} needs signals of one shape: got ${show(signals)}.`, {
      remedy: "Bring them to one shape with a dense layer or a 1×1 convolution.",
    });
  });

/** The sum of several signals: `sequential(parallel(dense(8), sequential(dense(8), relu)), add())`. */
export const add = withCard(
  elementwise("add", (a, b) => a.add(b)),
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

/** The product of several signals, element by element: a gate is `sequential(parallel(dense(8), sequential(dense(8), sigmoid)), multiply())`. */
export const multiply = withCard(
  elementwise("multiply", (a, b) => a.mul(b)),
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
