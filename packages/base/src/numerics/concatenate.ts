type Numbers =
  | Int32Array<ArrayBuffer>
  | Uint8Array<ArrayBuffer>
  | Float32Array<ArrayBuffer>
  | Float64Array<ArrayBuffer>;

/**
 * Arrays of one kind behind one another, as one.
 *
 * ```ts
 * concatenate(Int32Array, [Int32Array.of(1), Int32Array.of(2, 3)])      // Int32Array(3) [ 1, 2, 3 ]
 * ```
 */
export const concatenate = <A extends Numbers>(
  kind: new (length: number) => A,
  parts: readonly ArrayLike<number>[],
): A => {
  const all = new kind(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
};
