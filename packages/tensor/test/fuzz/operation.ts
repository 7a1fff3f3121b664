import type { DType, Tensor } from "@kaviar/tensor";
import type { Draft, DraftBlock, Value } from "./draft.ts";
import type { Params } from "./program.ts";

export type AnyTensor = Tensor<DType>;

/** A block as a function of its arguments. */
export type Body = (...args: AnyTensor[]) => AnyTensor[];

/** One operation of the language: how a call of it is drawn, and what it is in this library. PyTorch's is in bench/fuzz/peer.py. */
export interface Operation<P extends object = Params> {
  /** Operands that fit it, put in where there are none. */
  readonly draw: (draft: Draft) => Call<P>;
  /** The rule of shapes and dtypes is the library's own; what PyTorch's result has is compared with it. */
  readonly run: (
    operands: readonly AnyTensor[],
    params: P,
    bodies: readonly Body[],
  ) => AnyTensor | readonly AnyTensor[];
  /** How many results it has, by what is written in a step: one unless said. */
  readonly results?: (operands: number, params: P, blockResults: number) => number;
}

export interface Call<P extends object = Params> {
  readonly operands: readonly Value[];
  readonly params?: P;
  readonly blocks?: readonly DraftBlock[];
}

/** Parameters are read by the operation that drew them. */
export const operation = <P extends object>(rule: Operation<P>): Operation => rule as unknown as Operation;
