/** So many numbers at a time stay in the processor's nearest caches. */
const block = 1 << 14;

/**
 * R of X = QR, columns × columns and row by row, by Householder's reflections: a block of rows after the other is
 * reflected into what the ones before left. Q is never formed; QᵀY of further columns Y stands in R if they are appended
 * to X. The diagonal may be negative. (Golub & Van Loan 2013, 5.2; Demmel et al. 2012 for blocks of rows)
 */
export const triangularFactor = (x: Float64Array, rows: number, columns: number): Float64Array => {
  const r = new Float64Array(columns * columns);
  const height = Math.max(16, Math.ceil(block / columns));
  for (let start = 0; start < rows; start += height) {
    const end = Math.min(rows, start + height);
    absorb(r, x.slice(start * columns, end * columns), end - start, columns);
  }
  return r;
};

const absorb = (r: Float64Array, b: Float64Array, rows: number, columns: number): void => {
  const along = new Float64Array(columns);
  for (let j = 0; j < columns; j++) {
    let squares = 0;
    for (let at = j; at < rows * columns; at += columns) squares += b[at]! * b[at]!;
    if (squares === 0) continue;
    const pivot = r[j * columns + j]!;
    const norm = pivot > 0 ? -Math.sqrt(squares + pivot * pivot) : Math.sqrt(squares + pivot * pivot);
    const top = pivot - norm;
    const scale = 1 / (norm * top);
    r[j * columns + j] = norm;
    const width = columns - j - 1;
    if (width === 0) continue;
    for (let k = 0; k < width; k++) along[k] = top * r[j * columns + j + 1 + k]!;
    sumRows(along, b, rows, columns, j);
    for (let k = 0; k < width; k++) {
      along[k] = along[k]! * scale;
      r[j * columns + j + 1 + k] = r[j * columns + j + 1 + k]! + top * along[k]!;
    }
    for (let at = j; at < rows * columns; at += columns) {
      const factor = b[at]!;
      for (let k = 0; k < width; k++) b[at + 1 + k] = b[at + 1 + k]! + factor * along[k]!;
    }
  }
};

/** Adds to each column behind j its product with column j, four rows at a time. */
const sumRows = (along: Float64Array, b: Float64Array, rows: number, columns: number, j: number): void => {
  const width = columns - j - 1;
  const whole = rows - (rows % 4);
  for (let row = 0; row < whole; row += 4) {
    const at0 = row * columns + j;
    const at1 = at0 + columns;
    const at2 = at1 + columns;
    const at3 = at2 + columns;
    const [v0, v1, v2, v3] = [b[at0]!, b[at1]!, b[at2]!, b[at3]!];
    for (let k = 1; k <= width; k++)
      along[k - 1] = along[k - 1]! + (v0 * b[at0 + k]! + v1 * b[at1 + k]! + (v2 * b[at2 + k]! + v3 * b[at3 + k]!));
  }
  for (let row = whole; row < rows; row++) {
    const at = row * columns + j;
    for (let k = 1; k <= width; k++) along[k - 1] = along[k - 1]! + b[at]! * b[at + k]!;
  }
};
