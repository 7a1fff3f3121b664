/**
 * The walk of rows through trees. `src/trees/packed-trees.ts` says what lies where; the twin is the walk in
 * `src/trees/predict-trees.ts`.
 *
 * A node has 24 bytes: its threshold, where its column is in a row, its right child, its left child (addresses both), and
 * whether what is missing goes left: 1, and 2 where it has a set of categories: then its first 8 bytes are where their bits
 * are, and how many. A leaf is its own child, and has its value, or the number of its values, for a
 * threshold: a walk may go on over it, so that eight rows go side by side until the last has arrived.
 */

function next(node: usize, row: usize): usize {
  const left = <usize>(load<f64>(row + <usize>load<u32>(node, 8)) <= load<f64>(node));
  return <usize>load<u32>(node + (left << 2), 12);
}

function nextWithGaps(node: usize, row: usize): usize {
  const value = load<f64>(row + <usize>load<u32>(node, 8));
  const left = <u32>(value <= load<f64>(node)) | (load<u32>(node, 20) & <u32>Number.isNaN(value));
  return <usize>load<u32>(node + ((<usize>left) << 2), 12);
}

/** Without a branch, as processors guess wrong which nodes have a set. Where there is none, it looks into the set at 0. */
function nextBySet(node: usize, row: usize): usize {
  const flags = load<u32>(node, 20);
  const hasSet = (flags >> 1) & 1;
  const value = load<f64>(row + <usize>load<u32>(node, 8));
  const inside = hasSet & <u32>(value >= 0) & <u32>(value < <f64>load<u32>(node, 4));
  const code = <u32>select<f64>(value, 0, inside !== 0);
  const bits = <usize>(load<u32>(node) & (0 - hasSet));
  const isMember = inside & (load<u32>(bits + ((<usize>(code >> 5)) << 2)) >> (code & 31));
  const isBelow = <u32>(value <= load<f64>(node)) & (hasSet ^ 1);
  const left = isMember | isBelow | (flags & <u32>Number.isNaN(value) & 1);
  return <usize>load<u32>(node + ((<usize>left) << 2), 12);
}

// Whether some numbers are missing, or there are sets, as a type: the compiler writes a loop for each. With a condition in
// one loop it takes thrice the time.
type Whole = i32;
type Gaps = f32;
type Sets = f64;

function step<Kind>(node: usize, row: usize): usize {
  if (!isFloat<Kind>()) return next(node, row);
  return sizeof<Kind>() === 4 ? nextWithGaps(node, row) : nextBySet(node, row);
}

/** Whether a number of some rows is missing. */
function hasGaps(rows: usize, bytes: usize): bool {
  let gaps = f64x2.splat(0);
  const end = rows + (bytes & ~15);
  for (; rows < end; rows += 16) {
    const two = v128.load(rows);
    gaps = v128.or(gaps, f64x2.ne(two, two));
  }
  return v128.any_true(gaps) || ((bytes & 8) !== 0 && Number.isNaN(load<f64>(rows)));
}

function addValues(sums: usize, node: usize, values: usize, width: i32): void {
  let from = values + ((<usize>(<i32>load<f64>(node)) * <usize>width) << 3);
  for (let k = 0; k < width; k++) {
    store<f64>(sums, load<f64>(sums) + load<f64>(from));
    sums += 8;
    from += 8;
  }
}

function add(sums: usize, node: usize, values: usize, width: i32): void {
  if (width === 1) store<f64>(sums, load<f64>(sums) + load<f64>(node));
  else addValues(sums, node, values, width);
}

/** Eight rows at a time, of a multiple of eight. */
function walk<Kind>(
  trees: usize,
  count: i32,
  rows: usize,
  rowBytes: usize,
  rowCount: i32,
  sums: usize,
  sumBytes: usize,
  values: usize,
  width: i32,
): void {
  for (let tree = 0; tree < count; tree++) {
    const root = <usize>load<u32>(trees + ((<usize>tree) << 3));
    let to = sums + ((<usize>load<u32>(trees + ((<usize>tree) << 3), 4)) << 3);
    let row = rows;
    for (let r = 0; r < rowCount; r += 8) {
      const row1 = row + rowBytes;
      const row2 = row1 + rowBytes;
      const row3 = row2 + rowBytes;
      const row4 = row3 + rowBytes;
      const row5 = row4 + rowBytes;
      const row6 = row5 + rowBytes;
      const row7 = row6 + rowBytes;
      let a = root;
      let b = root;
      let c = root;
      let d = root;
      let e = root;
      let f = root;
      let g = root;
      let h = root;
      for (;;) {
        a = step<Kind>(a, row);
        b = step<Kind>(b, row1);
        c = step<Kind>(c, row2);
        d = step<Kind>(d, row3);
        e = step<Kind>(e, row4);
        f = step<Kind>(f, row5);
        g = step<Kind>(g, row6);
        h = step<Kind>(h, row7);
        const a1 = step<Kind>(a, row);
        const b1 = step<Kind>(b, row1);
        const c1 = step<Kind>(c, row2);
        const d1 = step<Kind>(d, row3);
        const e1 = step<Kind>(e, row4);
        const f1 = step<Kind>(f, row5);
        const g1 = step<Kind>(g, row6);
        const h1 = step<Kind>(h, row7);
        const moved = (a ^ a1) | (b ^ b1) | (c ^ c1) | (d ^ d1) | (e ^ e1) | (f ^ f1) | (g ^ g1) | (h ^ h1);
        a = a1;
        b = b1;
        c = c1;
        d = d1;
        e = e1;
        f = f1;
        g = g1;
        h = h1;
        if (moved === 0) break;
      }
      add(to, a, values, width);
      add(to + 1 * sumBytes, b, values, width);
      add(to + 2 * sumBytes, c, values, width);
      add(to + 3 * sumBytes, d, values, width);
      add(to + 4 * sumBytes, e, values, width);
      add(to + 5 * sumBytes, f, values, width);
      add(to + 6 * sumBytes, g, values, width);
      add(to + 7 * sumBytes, h, values, width);
      row = row7 + rowBytes;
      to += sumBytes << 3;
    }
  }
}

/** One row after the other, from a row on: what is left over by eights. */
function walkOne(
  trees: usize,
  count: i32,
  rows: usize,
  rowBytes: usize,
  first: i32,
  rowCount: i32,
  sums: usize,
  sumBytes: usize,
  values: usize,
  width: i32,
): void {
  for (let r = <usize>first; r < <usize>rowCount; r++) {
    const row = rows + r * rowBytes;
    for (let tree = 0; tree < count; tree++) {
      let node = <usize>load<u32>(trees + ((<usize>tree) << 3));
      for (;;) {
        const child = nextBySet(node, row);
        if (child === node) break;
        node = child;
      }
      const output = <usize>load<u32>(trees + ((<usize>tree) << 3), 4);
      add(sums + r * sumBytes + (output << 3), node, values, width);
    }
  }
}

/** Adds to the sums of each row what the trees from one to another say: `trees` has the root and the output of each. */
export function predict(
  trees: usize,
  count: i32,
  rows: usize,
  rowBytes: usize,
  rowCount: i32,
  sums: usize,
  sumBytes: usize,
  values: usize,
  width: i32,
  hasSets: bool,
): void {
  const eights = rowCount & ~7;
  if (eights > 0) {
    if (hasSets) walk<Sets>(trees, count, rows, rowBytes, eights, sums, sumBytes, values, width);
    else if (hasGaps(rows, rowBytes * <usize>eights))
      walk<Gaps>(trees, count, rows, rowBytes, eights, sums, sumBytes, values, width);
    else walk<Whole>(trees, count, rows, rowBytes, eights, sums, sumBytes, values, width);
  }
  walkOne(trees, count, rows, rowBytes, eights, rowCount, sums, sumBytes, values, width);
}
