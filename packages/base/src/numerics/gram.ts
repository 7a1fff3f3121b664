/**
 * XᵀWX of a matrix that lies row by row, whole: W has the weights of the rows on its diagonal, ones where there are none.
 * Four rows and two columns at a time, so that what is loaded is used several times.
 */
export const gram = (x: Float64Array, rows: number, columns: number, weights?: Float64Array): Float64Array => {
  const g = new Float64Array(columns * columns);
  const whole = rows - (rows % 4);
  for (let row = 0; row < whole; row += 4) {
    const at0 = row * columns;
    const at1 = at0 + columns;
    const at2 = at1 + columns;
    const at3 = at2 + columns;
    const w0 = weights ? weights[row]! : 1;
    const w1 = weights ? weights[row + 1]! : 1;
    const w2 = weights ? weights[row + 2]! : 1;
    const w3 = weights ? weights[row + 3]! : 1;
    let i = 0;
    for (; i + 1 < columns; i += 2) {
      const a0 = w0 * x[at0 + i]!;
      const a1 = w1 * x[at1 + i]!;
      const a2 = w2 * x[at2 + i]!;
      const a3 = w3 * x[at3 + i]!;
      const b0 = w0 * x[at0 + i + 1]!;
      const b1 = w1 * x[at1 + i + 1]!;
      const b2 = w2 * x[at2 + i + 1]!;
      const b3 = w3 * x[at3 + i + 1]!;
      const a = i * columns;
      const b = a + columns;
      for (let j = i; j < columns; j++) {
        const c0 = x[at0 + j]!;
        const c1 = x[at1 + j]!;
        const c2 = x[at2 + j]!;
        const c3 = x[at3 + j]!;
        g[a + j] = g[a + j]! + (a0 * c0 + a1 * c1 + (a2 * c2 + a3 * c3));
        g[b + j] = g[b + j]! + (b0 * c0 + b1 * c1 + (b2 * c2 + b3 * c3));
      }
    }
    if (i < columns) {
      const sum = w0 * x[at0 + i]! ** 2 + w1 * x[at1 + i]! ** 2 + (w2 * x[at2 + i]! ** 2 + w3 * x[at3 + i]! ** 2);
      g[i * columns + i] = g[i * columns + i]! + sum;
    }
  }
  for (let row = whole; row < rows; row++) addRow(g, x, row * columns, columns, weights ? weights[row]! : 1);
  for (let i = 1; i < columns; i++) for (let j = 0; j < i; j++) g[i * columns + j] = g[j * columns + i]!;
  return g;
};

const addRow = (g: Float64Array, x: Float64Array, at: number, columns: number, weight: number): void => {
  for (let i = 0; i < columns; i++) {
    const factor = weight * x[at + i]!;
    for (let j = i; j < columns; j++) g[i * columns + j] = g[i * columns + j]! + factor * x[at + j]!;
  }
};
