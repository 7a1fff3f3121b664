import type { Shape, Structure, Tensor } from "@kaviar/tensor";
import type { Shapes } from "./layer.ts";

/** A tensor of any dtype. */
interface AnyTensor {
  readonly dtype: unknown;
  readonly shape: unknown;
}

/** What a layer takes; of one that nobody knows more of, nothing is known. A function takes a tensor. */
export type InputOf<L> = [L] extends [never]
  ? unknown
  : L extends { apply(params: never, state: never, x: infer X, context: never): unknown }
    ? [X] extends [never]
      ? unknown
      : X
    : L extends (x: infer X) => unknown
      ? X
      : unknown;

/** What a layer makes. */
export type OutputOf<L> = [L] extends [never]
  ? unknown
  : L extends { apply(...given: never): { readonly y: infer Y } }
    ? [Y] extends [never]
      ? unknown
      : Y
    : L extends (x: never) => infer Y
      ? Y
      : unknown;

/** Shapes without the batch, arranged as a signal is. */
export type ShapesOf<T> = Structure extends T
  ? Shapes
  : T extends AnyTensor
    ? Shape
    : { readonly [Part in keyof T]: ShapesOf<T[Part]> };

/**
 * Something for each tensor of a signal of several, arranged as they are. A lone tensor has no names that could be wrong, and
 * where nothing is known of the signal, nothing is either: `Anything` then.
 */
export type ForEach<T, Each, Anything> = unknown extends T
  ? Anything
  : T extends AnyTensor
    ? Anything
    : { readonly [Part in keyof T]: ForEach<T[Part], Each, Each> };

/** The one where a signal has parts with names, the other where it is a lone tensor, or nobody knows. */
export type WithParts<T, Parted, Alone> = unknown extends T ? Alone : T extends AnyTensor ? Alone : Parted;

/** A tensor, where nothing is known. */
export type Known<T> = unknown extends T ? Tensor : T;
