import { withCard } from "@kaviar/base/card";
import { either, type OptionsOf, oneOf } from "@kaviar/base/check";
import { type Shape, split, type Tensor } from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { options } from "../../options.ts";
import type { Parameters } from "../../parameters/parameters.ts";
import { asLayer } from "../contract/function-layer.ts";
import {
  type AnyLayer,
  applyLayer,
  initialize,
  inside,
  type Layer,
  type LayerLike,
  type State,
} from "../contract/layer.ts";
import { layerLaw } from "../contract/layer-law.ts";
import { type Masked, masksThrough } from "../contract/mask.ts";
import { conv1d, conv2d } from "../convolution/conv.ts";
import { dense } from "../core/dense.ts";
import { sequential } from "./sequential.ts";

const read = options("residual", {
  /**
   * What the input goes through on its way around, where shapes differ: "project" is a dense layer, or for images (and
   * sequences that get shorter) a convolution of size 1; or a layer of your own.
   */
  shortcut: either(oneOf("project"), layerLaw).optional(),
});

export type ResidualOptions = OptionsOf<typeof read>;

type Arguments = readonly LayerLike[] | readonly [...LayerLike[], ResidualOptions];

/**
 * y = x + f(x): what the layers make is added to what they were given, so that gradients pass through however deep.
 *
 * ```ts
 * residual(conv2d(64, 3), batchNorm(), relu, conv2d(64, 3), batchNorm())
 * residual(conv2d(128, 3, { stride: 2 }), batchNorm(), relu, { shortcut: "project" })
 * ```
 * Shapes must agree unless a shortcut is asked for: a projection learns weights of its own. (He et al. 2015)
 */
export const residual = withCard(
  (...args: Arguments): Layer => {
    const last = args.at(-1);
    const given = isOptions(last) ? last : undefined;
    const layers = (given ? args.slice(0, -1) : args) as readonly LayerLike[];
    if (layers.length === 0) throw new ModelError("layer", "residual needs at least one layer: got none.");
    return aroundLayers(layers, read(given).shortcut);
  },
  {
    about: {
      name: "Residual connection",
      formula: "y = x + f(x)",
      use: "deep nets: through the sum gradients reach the first layers undiminished",
      pitfall: "f must keep the shape, or the input be projected; a ReLU as its last layer can only add",
      reference: "He et al. 2016",
      seeAlso: ["add", "parallel", "transformerBlock"],
    },
  },
);

const isOptions = (value: unknown): value is ResidualOptions =>
  typeof value === "object" && value !== null && !("apply" in value);

const aroundLayers = (layers: readonly LayerLike[], shortcut: ResidualOptions["shortcut"]): Layer => {
  const body = sequential(...layers);
  const own = shortcut === undefined || shortcut === "project" ? undefined : asLayer(shortcut);
  const around = (from: Shape, to: Shape): AnyLayer | undefined => {
    if (own) return own;
    if (sameShape(from, to)) return undefined;
    if (shortcut === "project") return projection(from, to);
    throw new ModelError(
      "shape",
      `residual adds what its layers make to what they were given: ${show(from)} became ${show(to)}.`,
      {
        remedy: 'Keep the shape, or let the input be projected: residual(…, { shortcut: "project" }).',
      },
    );
  };
  return {
    kind: "residual",
    options: shortcut === "project" ? { shortcut } : {},
    children: { ...body.children, ...(own ? { shortcut: own } : {}) },
    init: (key, inputShape, following) => {
      const [first, second] = split(key, 2);
      const main = body.init(first!, inputShape, following);
      const path = around(inputShape, main.outputShape);
      if (!path) return main;
      const part = initialize(path, second!, inputShape);
      if (!sameShape(part.outputShape, main.outputShape)) {
        throw new ModelError(
          "shape",
          `The shortcut of a residual must make what its layers make: ${show(part.outputShape)} beside ${show(main.outputShape)}.`,
        );
      }
      return {
        params: { ...main.params, ...(Object.keys(part.params).length > 0 ? { shortcut: part.params } : {}) },
        state: { ...main.state, ...(Object.keys(part.state).length > 0 ? { shortcut: part.state } : {}) },
        outputShape: main.outputShape,
        children: [...main.children!, { name: "shortcut", kind: path.kind, part }],
      };
    },
    apply: (params, state, x, context) => {
      const { shortcut: aside, ...rest } = params;
      const { shortcut: kept, ...states } = state;
      const main = body.apply(rest, states, x, context);
      const path = around(x.shape.slice(1), main.y.shape.slice(1));
      const sum = (y: Tensor, mask: Masked["mask"]) => {
        const total = main.y.add(y);
        const parts = { mask: null, masks: [main.mask ?? null, mask ?? null] };
        return { y: total, mask: masksThrough([main.y, y], parts, total).mask ?? null };
      };
      if (!path) return { ...main, ...sum(x, context.mask) };
      const side = applyLayer(path, aside as Parameters, kept as State, x, inside(context, "shortcut"));
      const loss = main.loss && side.loss ? main.loss.add(side.loss) : (main.loss ?? side.loss);
      return {
        ...main,
        ...sum(side.y as Tensor, side.mask),
        state: { ...main.state, ...(kept ? { shortcut: side.state } : {}) },
        ...(loss ? { loss } : {}),
      };
    },
  };
};

/** Features by a matrix, places by a stride. */
const projection = (from: Shape, to: Shape): AnyLayer => {
  if (from.length === to.length && from.length <= 3) {
    const images = from.length === 3;
    const places = images ? [1, 2] : from.length === 2 ? [0] : [];
    const strides = places.map((axis) => Math.ceil(from[axis]! / to[axis]!));
    const reaches = places.every((axis, i) => Math.ceil(from[axis]! / strides[i]!) === to[axis]);
    if (images && reaches) return conv2d(to[0]!, 1, { stride: strides, bias: false });
    if (reaches && strides.some((stride) => stride > 1)) return conv1d(to[1]!, 1, { stride: strides, bias: false });
    if (reaches) return dense(to.at(-1)!, { bias: false });
  }
  throw new ModelError("shape", `No projection takes ${show(from)} to ${show(to)}.`, {
    remedy: "Give a shortcut of your own: residual(…, { shortcut: sequential(…) }).",
  });
};

const sameShape = (a: Shape, b: Shape): boolean => a.length === b.length && a.every((n, i) => n === b[i]);

const show = (shape: Shape): string => `[${["N", ...shape].join(", ")}]`;
