/** X·v of a matrix that lies row by row. */
export const times = (x: Float64Array, rows: number, columns: number, v: ArrayLike<number>): Float64Array => {
  const product = new Float64Array(rows);
  const whole = rows - (rows % 4);
  for (let row = 0; row < whole; row += 4) {
    const at0 = row * columns;
    const at1 = at0 + columns;
    const at2 = at1 + columns;
    const at3 = at2 + columns;
    let [s0, s1, s2, s3] = [0, 0, 0, 0];
    for (let j = 0; j < columns; j++) {
      const factor = v[j]!;
      s0 += x[at0 + j]! * factor;
      s1 += x[at1 + j]! * factor;
      s2 += x[at2 + j]! * factor;
      s3 += x[at3 + j]! * factor;
    }
    product[row] = s0;
    product[row + 1] = s1;
    product[row + 2] = s2;
    product[row + 3] = s3;
  }
  for (let row = whole; row < rows; row++) {
    let sum = 0;
    for (let j = 0, at = row * columns; j < columns; j++, at++) sum += x[at]! * v[j]!;
    product[row] = sum;
  }
  return product;
};

/** Xᵀ·v of a matrix that lies row by row. */
export const transposedTimes = (x: Float64Array, rows: number, columns: number, v: ArrayLike<number>): Float64Array => {
  const product = new Float64Array(columns);
  const whole = rows - (rows % 4);
  for (let row = 0; row < whole; row += 4) {
    const at0 = row * columns;
    const at1 = at0 + columns;
    const at2 = at1 + columns;
    const at3 = at2 + columns;
    const v0 = v[row]!;
    const v1 = v[row + 1]!;
    const v2 = v[row + 2]!;
    const v3 = v[row + 3]!;
    for (let j = 0; j < columns; j++)
      product[j] = product[j]! + (v0 * x[at0 + j]! + v1 * x[at1 + j]! + (v2 * x[at2 + j]! + v3 * x[at3 + j]!));
  }
  for (let row = whole; row < rows; row++) {
    const factor = v[row]!;
    for (let j = 0, at = row * columns; j < columns; j++, at++) product[j] = product[j]! + factor * x[at]!;
  }
  return product;
};

/** A·B, [rows × inner] · [inner × columns], all row by row. */
export const multiply = (
  a: Float64Array,
  b: Float64Array,
  rows: number,
  inner: number,
  columns: number,
): Float64Array => {
  const product = new Float64Array(rows * columns);
  const whole = inner - (inner % 4);
  for (let row = 0; row < rows; row++) {
    const into = row * columns;
    const from = row * inner;
    for (let k = 0; k < whole; k += 4) {
      const a0 = a[from + k]!;
      const a1 = a[from + k + 1]!;
      const a2 = a[from + k + 2]!;
      const a3 = a[from + k + 3]!;
      const at0 = k * columns;
      const at1 = at0 + columns;
      const at2 = at1 + columns;
      const at3 = at2 + columns;
      for (let j = 0; j < columns; j++)
        product[into + j] =
          product[into + j]! + (a0 * b[at0 + j]! + a1 * b[at1 + j]! + (a2 * b[at2 + j]! + a3 * b[at3 + j]!));
    }
    for (let k = whole; k < inner; k++) {
      const factor = a[from + k]!;
      for (let j = 0, at = k * columns; j < columns; j++, at++)
        product[into + j] = product[into + j]! + factor * b[at]!;
    }
  }
  return product;
};

export const transpose = (x: Float64Array, rows: number, columns: number): Float64Array => {
  const turned = new Float64Array(rows * columns);
  for (let row = 0, at = 0; row < rows; row++)
    for (let column = 0; column < columns; column++, at++) turned[column * rows + row] = x[at]!;
  return turned;
};
