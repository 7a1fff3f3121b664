import type { Key, Tensor } from "@kaviar/tensor";
import type { Layer, LayerLike } from "../../layers/contract/layer.ts";
import type { Link } from "../../optimizers/contract/link.ts";
import type { Parameters } from "../../parameters/parameters.ts";

/** Networks by name: layers, or models that have been trained before. */
export type Networks = Readonly<Record<string, LayerLike>>;

/** What a step says of itself: numbers by name. */
export type Said = Readonly<Record<string, Tensor>>;

/** How a network is called, where it is not as usual. */
export interface CallOptions {
  /** As if these were its parameters: those of an inner step, of another network of the same shape. */
  readonly parameters?: Parameters;
  /** false: as it predicts, without dropout, and with running averages in place of the batch's own. */
  readonly training?: boolean;
}

/** A network as a step calls it. */
export type NetworkCall<L> = L extends (x: Tensor) => Tensor
  ? (x: Tensor, how?: CallOptions) => Tensor
  : L extends Layer<infer X, infer Y>
    ? (x: X, how?: CallOptions) => Y
    : never;

export type NetworkCalls<N> = { readonly [Name in keyof N]: NetworkCall<N[Name]> };

/** What a step can do besides calling networks. Whatever follows sees what it has changed. */
export interface Tools<Name extends string = string> {
  /**
   * One update of a network, or of several by one gradient, and the loss that it was for. The networks are called inside
   * the function: what was computed before it is a constant to it.
   */
  readonly update: (networks: Name | readonly Name[], loss: () => Tensor) => Tensor;
  /** The parameters of a network as they are now. */
  readonly parameters: (network: Name) => Parameters;
  /** Gives a network other parameters of the same shapes: clipped ones, say. */
  readonly assign: (network: Name, parameters: Parameters) => void;
  /**
   * θ′ ← θ′ + rate·(θ − θ′): a target network goes after the one that learns. It begins as its copy; rate 1 copies.
   * (Polyak & Juditsky 1992; Lillicrap et al. 2016)
   */
  readonly follow: (target: Name, learner: Name, rate: number | Tensor) => void;
  /** Another key each time, and other ones at each step: for whatever the step draws. */
  readonly key: () => Key;
  /** Steps done before this one. */
  readonly step: Tensor;
}

/** What happens in a step; traced once, so that its `if` sees no data. */
type Step<N, B, V> = (networks: NetworkCalls<N>, batch: B, tools: Tools<Extract<keyof N, string>>) => V;

export interface Definition<N, B, V, W> {
  readonly networks: N;
  /** By network; those without one are never updated: targets, and what was trained before. */
  readonly optimizers: { readonly [Name in keyof N]?: Link };
  readonly step: Step<N, B, V>;
  /** What is said of rows that are not trained on: networks predict, and nothing is changed. */
  readonly validate?: (networks: NetworkCalls<N>, batch: B, tools: Pick<Tools, "key">) => W;
}
