import { flag } from "@kaviar/base/check";
import { type Shape, type Tensor, zeros } from "@kaviar/tensor";
import { ModelError } from "../../../error.ts";
import type { Fans, Initializer } from "../../../initializers/contract/initializer.ts";
import { hasOwnShift } from "../../contract/has-own-shift.ts";
import { initializerFor } from "../../contract/initializer-for.ts";
import { initializerLaw } from "../../contract/initializer-law.ts";
import type { Json, Layer } from "../../contract/layer.ts";
import { maskBeside } from "../../contract/mask.ts";
import { outputShapeOf } from "../../contract/output-shape.ts";
import { paddingLaw } from "../../contract/padding.ts";
import { perAxis } from "../../contract/per-axis.ts";

/** The options that all convolutions have. */
export const kernelOptions = (axes: 1 | 2 | 3) => ({
  /** How far one window is from the next. */
  stride: perAxis(axes).default(1),
  /** "same": ⌈length / stride⌉ outputs, the odd zero behind. */
  padding: paddingLaw.default("same"),
  /** Distance between neighbours of the kernel. */
  dilation: perAxis(axes).default(1),
  /** Left out before a batch norm, whose own shift takes its place. */
  bias: flag.optional(),
  /** Chosen by the activation that follows unless said: He for the ReLU family, Glorot otherwise. */
  initializer: initializerLaw.optional(),
});

/** What one kind of convolution is. */
interface Convolution {
  readonly kind: string;
  readonly axes: 1 | 2 | 3;
  readonly options: { readonly [name: string]: Json };
  /** Weights, and what goes into and out of one unit, for so many channels; throws where these do not fit. */
  readonly weights: (channels: number) => { readonly shape: Shape; readonly fans: Fans; readonly filters: number };
  /** On [N, C, …], as the engine has it. */
  readonly slide: (x: Tensor, weight: Tensor, bias: Tensor | undefined) => Tensor;
  /** The mask of what comes out, where the number of steps changes. */
  readonly maskOf?: (mask: Tensor<"bool">) => Tensor<"bool">;
  /** Each weight is used once for each place of this shape (of the output unless said). */
  readonly places?: "input";
}

export const createConvolution = (
  convolution: Convolution,
  { bias, initializer }: { readonly bias?: boolean; readonly initializer?: Initializer },
): Layer => {
  const { kind, axes, options, weights, slide } = convolution;
  /** Sequences come as [N, T, F]. */
  const convolve = (x: Tensor, weight: Tensor, shift: Tensor | undefined): Tensor =>
    axes === 1 ? slide(x.transpose([0, 2, 1]), weight, shift).transpose([0, 2, 1]) : slide(x, weight, shift);
  return {
    kind,
    options,
    init: (key, inputShape, following) => {
      const { shape, fans, filters } = weights(channelsOf(kind, axes, inputShape));
      const weight = (initializer ?? initializerFor(following))(key, shape, fans);
      const params = (bias ?? !hasOwnShift(following)) ? { weight, bias: zeros([filters]) } : { weight };
      const outputShape = outputShapeOf(kind, (x) => convolve(x, weight, params.bias), inputShape);
      const places = spatialOf(axes, convolution.places === "input" ? inputShape : outputShape);
      return {
        params,
        state: {},
        outputShape,
        multiplyAdds: places.reduce((product, n) => product * n, weight.size),
      };
    },
    apply: ({ weight, bias }, state, x, { mask }) => {
      if (!mask || axes > 1) return { y: convolve(x, weight as Tensor, bias as Tensor | undefined), state };
      // What is not there is as much zero as the padding around.
      const y = convolve(x.mul(maskBeside(mask, x)), weight as Tensor, bias as Tensor | undefined);
      return { y, state, mask: y.shape[1] === x.shape[1] ? mask : (convolution.maskOf?.(mask) ?? null) };
    },
  };
};

const spatialOf = (axes: number, shape: Shape): Shape => (axes === 1 ? shape.slice(0, 1) : shape.slice(1));

const signals = { 1: "sequences [N, T, F]", 2: "images [N, C, H, W]", 3: "volumes [N, C, D, H, W]" } as const;

const channelsOf = (kind: string, axes: 1 | 2 | 3, inputShape: Shape): number => {
  if (inputShape.length === axes + 1) return axes === 1 ? inputShape[1]! : inputShape[0]!;
  throw new ModelError("shape", `${kind} needs ${signals[axes]}: got [${["N", ...inputShape].join(", ")}].`, {
    remedy:
      axes === 1
        ? "One number a step has an axis of its own: put reshape([T, 1]) before it."
        : axes === 2
          ? "Put reshape([C, H, W]) before it, or channelsFirst if the colours come last."
          : "Put reshape([C, D, H, W]) before it: one channel is reshape([1, D, H, W]).",
  });
};

/** Groups are convolutions side by side: each takes an equal share of what goes in and of what comes out. */
export const checkGroups = (kind: string, groups: number, channels: number, filters: number): void => {
  if (channels % groups === 0 && filters % groups === 0) return;
  throw new ModelError(
    "shape",
    `${kind} needs channels and filters that ${groups} groups can share: got ${channels} channels and ${filters} filters.`,
    { remedy: "Choose a number of groups that divides both." },
  );
};
