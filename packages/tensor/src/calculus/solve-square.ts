/** x with A x = b, A by rows: Gaussian elimination with partial pivoting; nothing where A is singular to working precision. */
export const solveSquare = (matrix: Float64Array, b: Float64Array): Float64Array | undefined => {
  const n = b.length;
  const a = Float64Array.from(matrix);
  const x = Float64Array.from(b);
  let scale = 0;
  for (const each of a) scale = Math.max(scale, Math.abs(each));
  for (let column = 0; column < n; column++) {
    let pivot = column;
    for (let row = column + 1; row < n; row++)
      if (Math.abs(a[row * n + column]!) > Math.abs(a[pivot * n + column]!)) pivot = row;
    const head = a[pivot * n + column]!;
    if (!(Math.abs(head) > 1e-14 * scale)) return undefined;
    if (pivot !== column) {
      for (let k = column; k < n; k++) {
        const swap = a[column * n + k]!;
        a[column * n + k] = a[pivot * n + k]!;
        a[pivot * n + k] = swap;
      }
      [x[column], x[pivot]] = [x[pivot]!, x[column]!];
    }
    for (let row = column + 1; row < n; row++) {
      const factor = a[row * n + column]! / head;
      if (factor === 0) continue;
      for (let k = column + 1; k < n; k++) a[row * n + k]! -= factor * a[column * n + k]!;
      x[row]! -= factor * x[column]!;
    }
  }
  for (let row = n - 1; row >= 0; row--) {
    let sum = x[row]!;
    for (let k = row + 1; k < n; k++) sum -= a[row * n + k]! * x[k]!;
    x[row] = sum / a[row * n + row]!;
  }
  return x;
};
