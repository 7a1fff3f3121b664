import { withCard } from "@kaviar/base/card";
import { flag, type OptionsOf, whole } from "@kaviar/base/check";
import {
  concat,
  conv2d,
  isTensor,
  type Key,
  ones,
  type PerAxis,
  type Shape,
  split,
  type Tensor,
  zeros,
} from "@kaviar/tensor";
import { ModelError } from "../../error.ts";
import { glorotUniform } from "../../initializers/glorot.ts";
import { orthogonal } from "../../initializers/orthogonal.ts";
import { argument, options } from "../../options.ts";
import { initializerLaw } from "../contract/initializer-law.ts";
import type { Layer } from "../contract/layer.ts";
import { maskNamed } from "../contract/mask.ts";
import { outputShapeOf } from "../contract/output-shape.ts";
import { paddingLaw } from "../contract/padding.ts";
import { perAxis } from "../contract/per-axis.ts";
import { written } from "../contract/written.ts";
import { kernelOf, productOf } from "../convolution/contract/kernel.ts";
import {
  type Begun,
  begunOf,
  type Carried,
  type Ended,
  ofParts,
  partsOfState,
  type RecurrentLayer,
  type StatefulLayer,
  shapeOfSequence,
} from "./contract/carried.ts";
import { walkCell } from "./contract/walk-cell.ts";

const kind = "convLstm2d";
const names = ["h", "c"];
const checkFilters = argument(kind, "filters", whole(1));
const checkSize = argument(kind, "size", perAxis(2));
const read = options(kind, {
  /** The images of all steps, [N, T, filters, H, W]; otherwise the last one. */
  sequence: flag.default(false),
  /** Takes { x, state? }, the state to begin with, and gives { y, state }, with the one that it ends with. */
  state: flag.default(false),
  /** From the last step to the first; outputs stay in the order of the steps. */
  reverse: flag.default(false),
  /** Of the input's convolution. */
  stride: perAxis(2).default(1),
  /** Of the input's convolution; that of the state is "same". */
  padding: paddingLaw.default("same"),
  /** Of the input's kernels: Glorot unless said. */
  initializer: initializerLaw.optional(),
  /** Of the state's kernels: orthogonal unless said. */
  recurrentInitializer: initializerLaw.optional(),
});

export type ConvLstmOptions = OptionsOf<typeof read>;

type ConvLstmState = Readonly<Record<"h" | "c", Tensor>>;

function create(
  filters: number,
  size: PerAxis,
  given: ConvLstmOptions & { readonly state: true },
): StatefulLayer<ConvLstmState>;
function create(filters: number, size: PerAxis, given?: ConvLstmOptions): RecurrentLayer;
function create(filters: number, size: PerAxis, given: ConvLstmOptions = {}): never {
  return walked(checkFilters(filters), checkSize(size), given) as never;
}

type Walked = Layer<Tensor | Begun<Carried>, Tensor | Ended<Carried>> & { readonly reversed: () => Walked };

const walked = (filters: number, size: PerAxis, given: ConvLstmOptions): Walked => {
  const { sequence, state: stateful, reverse, stride, padding, ...initializers } = read(given);
  const { initializer = glorotUniform(), recurrentInitializer = orthogonal() } = initializers;
  const kernel = kernelOf(size, 2);
  return {
    kind,
    options: written({ filters, size, ...given }),
    reversed: () => walked(filters, size, { ...given, reverse: !reverse }),
    init: (key, inputShape) => {
      const shape = shapeOfSequence(kind, inputShape, stateful);
      const [steps, channels, ...places] = shape as [number, number, number, number];
      if (shape.length !== 4) {
        throw new ModelError("shape", `${kind} needs films [N, T, C, H, W]: got [${["N", ...shape].join(", ")}].`, {
          remedy:
            "Pictures of one channel are reshape([T, 1, H, W]); where colours come last, channelsFirst goes first.",
        });
      }
      const [forInput, forState] = split(key, 2) as [Key, Key];
      const gates = 4 * filters;
      const fans = (from: number) => ({ in: from * productOf(kernel), out: gates * productOf(kernel) });
      const weight = initializer(forInput, [gates, channels, ...kernel], fans(channels));
      const image = outputShapeOf(kind, (x) => conv2d(x, weight, { stride, padding }), [channels, ...places]);
      const out: Shape = [filters, ...image.slice(1)];
      const y = sequence ? [steps, ...out] : out;
      return {
        params: {
          inputWeight: weight,
          recurrentWeight: recurrentInitializer(forState, [gates, filters, ...kernel], fans(filters)),
          // The forget gate begins open, as that of an LSTM does.
          bias: concat([zeros([filters]), ones([filters]), zeros([2 * filters])]),
        },
        state: {},
        outputShape: (stateful ? { y, state: { h: out, c: out } } : y) as Shape,
        multiplyAdds: steps * gates * (channels + filters) * productOf(kernel) * productOf(image.slice(1)),
      };
    },
    apply: (params, state, signal, context) => {
      const { inputWeight, recurrentWeight, bias } = params as Readonly<Record<string, Tensor>>;
      const { x, state: begun } = begunOf(signal);
      const mask = isTensor(signal) ? context.mask : maskNamed(context.masks, "x");
      const [batch, steps, ...image] = x.shape as [number, number, ...number[]];
      // What the input adds to the gates waits for no step: one convolution for all.
      const gates = conv2d(x.reshape([batch * steps, ...image]), inputWeight!, { stride, padding, bias: bias! });
      const shape = [batch, filters, ...gates.shape.slice(2)];
      const [h, c] = begun ? partsOfState(kind, names, begun, shape) : [zeros(shape), zeros(shape)];
      const end = walkCell(
        (row, before: ConvLstmState) => {
          const sum = row.add(conv2d(before.h, recurrentWeight!, { padding: "same" }));
          const [enter, forget, candidate, out] = sum.split(4, 1) as [Tensor, Tensor, Tensor, Tensor];
          const next = forget.sigmoid().mul(before.c).add(enter.sigmoid().mul(candidate.tanh()));
          const y = out.sigmoid().mul(next.tanh());
          return { y, state: { h: y, c: next } };
        },
        gates.reshape([batch, steps, ...gates.shape.slice(1)]),
        { start: { h: h!, c: c! }, shape, sequence, reverse, mask },
      );
      const left = (sequence && mask) || null;
      return stateful
        ? { y: { y: end.y, state: ofParts(names, [end.state.h, end.state.c]) }, state, masks: { y: left } }
        : { y: end.y, state, mask: left };
    },
  };
};

/**
 * An LSTM whose products are convolutions: films [N, T, C, H, W] give [N, filters, H, W], or with { sequence: true } an
 * image a step.
 *
 * ```ts
 * sequential(convLstm2d(16, 3, { sequence: true }), convLstm2d(16, 3), conv2d(1, 1))       // the next frame
 * ```
 * As in Keras, and without the peepholes of the paper.
 */
export const convLstm2d = withCard(create, {
  about: {
    name: "Convolutional LSTM",
    formula: "i, f, g, o = σ(x ∗ W + h ∗ U + b), g = tanh(…); c ← f c + i g, h ← o tanh c",
    range: "(−1, 1)",
    use: "films and maps over time: what moves where",
    pitfall: "slow: a convolution waits for the one before; few filters and small images first",
    reference: "Shi et al. 2015",
    seeAlso: ["lstm", "timeDistributed", "conv2d"],
  },
});
