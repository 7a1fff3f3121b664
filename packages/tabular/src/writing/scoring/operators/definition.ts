/**
 * A function of the written code. A tensor there is `{ shape, data }`: doubles, whole numbers and truths (0 or 1) in a
 * Float64Array, floats in a Float32Array, texts in an array. Operators take tensors, and attributes as a record behind them.
 */
export interface Definition {
  readonly code: string;
  /** The other functions that it calls, by name. */
  readonly needs: readonly string[];
  /** Makes of the attributes, once, what the operator gets in their place. */
  readonly prepare?: string;
}

export const define = (code: string, ...needs: readonly string[]): Definition => ({ code, needs });
