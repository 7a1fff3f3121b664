import { flag, type OptionsOf, oneOf, whole } from "@kaviar/base/check";
import { type Key, type Shape, split, type Tensor, tensor } from "@kaviar/tensor";
import { gelu } from "../../../activations/gelu.ts";
import { options } from "../../../options.ts";
import type { Parameters } from "../../../parameters/parameters.ts";
import { multiHeadAttention } from "../../attention/multi-head-attention.ts";
import { asLayer } from "../../contract/function-layer.ts";
import { keepMask } from "../../contract/keep-mask.ts";
import { applyLayer, type Context, type Initialized, initialize, inside, type State } from "../../contract/layer.ts";
import { layerLaw } from "../../contract/layer-law.ts";
import { leftOut } from "../../contract/left-out.ts";
import { layerNorm } from "../../normalization/layer-norm.ts";
import { feedForward } from "./feed-forward.ts";

/** The options of a transformer block. */
export const blockOptions = (block: string, causal: boolean) =>
  options(block, {
    /** How many heads the attention has. */
    heads: whole(1),
    /** Heads of keys and values, each shared by heads / keyHeads queries: as many as heads unless said. */
    keyHeads: whole(1).optional(),
    /** Features of the feed-forward net, usually four times those of the signal. */
    hidden: whole(1),
    /** Of the feed-forward net: gelu unless said. */
    activation: layerLaw.optional(),
    /** The share left out in training: of attention weights, hidden units, and what each part adds. */
    dropout: leftOut.default(0),
    /** Each step looks at itself and what was before. */
    causal: flag.default(causal),
    /** Layer norm before each part (the default: trains without warm-up) or after it (as first published). */
    norm: oneOf("before", "after").default("before"),
    /** Places by turning queries and keys, in place of positions added at the start. */
    rotary: flag.default(false),
  });

export type BlockOptions = OptionsOf<ReturnType<typeof blockOptions>>;

/** What a transformer block is made of: parts that each add something to the signal, with a norm before or after. */
export const blockParts = (options: ReturnType<ReturnType<typeof blockOptions>>, crossing: boolean) => {
  const { heads, keyHeads = heads, hidden, dropout, causal, norm, rotary } = options;
  const activation = asLayer(options.activation ?? gelu);
  const standard = layerNorm();
  const parts = {
    attention: multiHeadAttention(heads, { keyHeads, causal, rotary }),
    ...(crossing ? { cross: multiHeadAttention(heads) } : {}),
    feedForward: feedForward(hidden, activation),
  };
  const entries = Object.entries(parts);

  /** `shapes` are what the parts see, by name, where that is not the signal itself. */
  const init = (key: Key, signal: Shape, shapes: Readonly<Record<string, unknown>> = {}): Initialized => {
    const keys = split(key, entries.length) as Key[];
    const made = entries.map(([name, part], i) => {
      const own = initialize(part, keys[i]!, (shapes[name] ?? signal) as Shape);
      return { name, kind: part.kind, part: own };
    });
    const norms = made.map(({ name }) => ({
      name: `${name}Norm`,
      kind: standard.kind,
      part: standard.init(key, signal),
    }));
    const children = made.flatMap((each, i) => (norm === "before" ? [norms[i]!, each] : [each, norms[i]!]));
    return {
      params: Object.fromEntries(children.map(({ name, part }) => [name, part.params])),
      state: dropout > 0 ? { dropout: tensor(dropout) } : {},
      outputShape: signal,
      multiplyAdds: made.reduce((sum, { part }) => sum + (part.multiplyAdds ?? 0), 0),
      children,
    };
  };

  /** `inputs` make of the signal what a part sees, by name, where that is not the signal itself. */
  const apply = (
    params: Parameters,
    state: State,
    x: Tensor,
    context: Context,
    inputs: Readonly<Record<string, (signal: Tensor) => unknown>> = {},
  ): Tensor => {
    const run = (name: string, layer: (typeof parts)["attention"] | typeof standard, signal: unknown) =>
      applyLayer(layer, params[name] as Parameters, state, signal, inside(context, name)).y as Tensor;
    const left = (name: string, y: Tensor) =>
      context.training && state.dropout
        ? y.mul(keepMask(inside(context, `${name}Dropout`).key, y.shape, state.dropout as Tensor))
        : y;
    return entries.reduce((signal, [name, part]) => {
      const normed = (y: Tensor) => run(`${name}Norm`, standard, y);
      const seen = norm === "before" ? normed(signal) : signal;
      const added = signal.add(left(name, run(name, part, inputs[name]?.(seen) ?? seen)));
      return norm === "before" ? added : normed(added);
    }, x);
  };

  return { children: { activation }, init, apply };
};
