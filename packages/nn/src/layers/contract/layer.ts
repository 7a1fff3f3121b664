import { fnv1a } from "@kaviar/base/hash";
import { fold, type Key, type Shape, type Structure, type Tensor } from "@kaviar/tensor";
import { join, type Parameters } from "../../parameters/parameters.ts";
import { type Mask, type Masked, type Masks, masksThrough } from "./mask.ts";
import { checkOneSignal } from "./one-signal.ts";
import type { ShapesOf } from "./signal.ts";
import { checkApart, type Steps } from "./steps.ts";

/** What is kept from step to step without being learned: running averages, shares, statistics. */
export interface State {
  readonly [name: string]: Structure;
}

/** Shapes without the batch, arranged as the signal is: a shape, or a record or list of them. */
export type Shapes = Shape | readonly Shapes[] | { readonly [name: string]: Shapes };

export interface Initialized<P = Parameters, S = State, Out = Shape> {
  readonly params: P;
  readonly state: S;
  readonly outputShape: Out;
  /** Multiply-adds for one example, for `summary`. */
  readonly multiplyAdds?: number;
  /** Numbers that lie in memory at once for one example, where they are more than come out. */
  readonly activations?: number;
  /** What a combinator is made of, for `summary`. */
  readonly children?: readonly { readonly name: string; readonly kind: string; readonly part: Initialized }[];
}

export interface Applied<Y = Tensor, S = State> {
  readonly y: Y;
  readonly state: S;
  /**
   * [N, T], true where a sequence has something; null = there is none any more. Left out, masks follow the axis of steps
   * through what the layer computes: they join by "and" where signals meet, and end where that axis does.
   */
  readonly mask?: Mask | null;
  /** Of several signals, arranged as they are. */
  readonly masks?: Masks;
  /** A scalar added to the loss: a sampling layer's divergence, an activity penalty. */
  readonly loss?: Tensor;
}

/** What a layer adds to the loss, and where the layer is. */
export interface AddedLoss {
  readonly path: string;
  readonly loss: Tensor;
}

/** What a layer knows besides its input. */
export interface Context {
  readonly training: boolean;
  /** Once, before training, on all training rows: a layer that learns from data without gradients returns its state. */
  readonly fitting?: boolean;
  /** The layer's own key at this step. */
  readonly key: Key;
  /** [N, T], true where a sequence has something. */
  readonly mask?: Mask | undefined;
  /** Of several signals, arranged as they are; then `mask` says nothing. */
  readonly masks?: Masks | undefined;
  /** Where a sequence is computed piece by piece: the place of this piece, and what is kept of those before. */
  readonly steps?: Steps | undefined;
  /** Where the layer is: "encoder/dense2"; "" is the whole model. */
  readonly path: string;
  /** Probes: called with each layer's output. */
  readonly tap?: ((path: string, y: unknown) => void) | undefined;
  /** Where layers write down what they add to the loss, by their paths; those inside of loops do not. */
  readonly added?: AddedLoss[] | undefined;
  /** Layers that do not learn do not move their running averages either. */
  readonly frozen?: ((path: string) => boolean) | undefined;
}

/** Options of a layer that can be written into a file. */
export type Json = string | number | boolean | null | readonly Json[] | { readonly [name: string]: Json };

/**
 * A layer is a value: how parameters begin, and what becomes of a signal. Shapes come without the batch.
 *
 * ```ts
 * const scale: Layer = {
 *   kind: "scale",
 *   init: (key, inputShape) => ({ params: { factor: tensor(1) }, state: {}, outputShape: inputShape }),
 *   apply: ({ factor }, state, x) => ({ y: x.mul(factor), state }),
 * };
 * ```
 * `apply` must be a pure function of tensors: it is traced, not called for each batch. The same value may stand in several
 * places, each with parameters of its own.
 */
export interface Layer<X = Tensor, Y = Tensor, P = Parameters, S = State, In = ShapesOf<X>, Out = ShapesOf<Y>> {
  readonly kind: string;
  /** What it was made from and of, so that a file can say it; a layer without is rebuilt by the caller's code. */
  readonly options?: { readonly [name: string]: Json };
  readonly children?: { readonly [name: string]: LayerLike };
  /** `following` are the layers after it in a sequence: some choices (initializer, bias) depend on them. */
  init(key: Key, inputShape: In, following?: readonly AnyLayer[]): Initialized<P, S, Out>;
  apply(params: P, state: S, x: X, context: Context): Applied<Y, S>;
}

/** Any layer, where it does not matter what goes through it. */
export type AnyLayer = Layer<never, unknown>;

/** A layer, or a plain function of tensors (an activation, `flatten`, a function of your own). */
export type LayerLike = AnyLayer | ((x: Tensor) => Tensor);

/** The functions that layers are nothing but. */
export const functions = new WeakMap<AnyLayer, (x: Tensor) => Tensor>();

/** The context of a layer inside another one: with the same masks, or with others. */
export const inside = (context: Context, name: string, { mask, masks }: Masked = context): Context => {
  const { training, fitting, tap, added, frozen, steps } = context;
  let key: Key | undefined;
  return {
    training,
    fitting: fitting ?? false,
    mask: mask ?? undefined,
    masks,
    steps,
    tap,
    added,
    frozen,
    path: join(context.path, name),
    // Only made where it is asked for: most layers draw nothing.
    get key() {
      key ??= fold(context.key, fnv1a(name));
      return key;
    },
  };
};

/** `init` of any layer, on any arrangement of shapes. */
export const initialize = (
  layer: AnyLayer,
  key: Key,
  inputShape: Shapes,
  following?: readonly AnyLayer[],
): Initialized => {
  checkOneSignal(layer.kind, functions.has(layer), inputShape);
  return (layer as Layer<unknown, unknown>).init(key, inputShape as Shape, following) as Initialized;
};

/** `apply` of any layer, on any arrangement of tensors; taps what comes out, and says what its masks are. */
export const applyLayer = (
  layer: AnyLayer,
  params: Parameters | undefined,
  state: State | undefined,
  x: unknown,
  context: Context,
): Applied<unknown> => {
  if (context.steps) checkApart(layer.kind, functions.has(layer));
  const before = context.added?.length;
  const applied = (layer as Layer<unknown, unknown>).apply(params ?? {}, state ?? {}, x, context);
  // What is made of layers adds what they add, and they have said so.
  if (applied.loss && context.added?.length === before) context.added?.push({ path: context.path, loss: applied.loss });
  context.tap?.(context.path, applied.y);
  if (applied.mask !== undefined || applied.masks !== undefined) return applied;
  return { ...applied, ...(masksThrough(x, context, applied.y) as Pick<Applied, "mask" | "masks">) };
};
