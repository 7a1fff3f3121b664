/**
 * Trees of few leaves, by masks of bits. What lies where in memory is said by `src/trees/masks/mask-trees.ts`; the twin is
 * the walk in `src/trees/predict-trees.ts`.
 *
 * A line has 64 bytes: for each tree of a block the leaves that a value leaves open, as bits of 32 or of 64.
 */

/**
 * Of each row and column the line of its value. A column has 16 bytes: its first line, that of missing values; its
 * thresholds and half of their bytes, a power of two; or 0, 0 and how many categories it has.
 */
export function findLines(
  columns: usize,
  columnCount: i32,
  values: usize,
  columnBytes: usize,
  rowCount: i32,
  lines: usize,
): void {
  const lineBytes = (<usize>columnCount) << 2;
  for (let c = 0; c < columnCount; c++) {
    const first = load<u32>(columns);
    const thresholds = <usize>load<u32>(columns, 4);
    const half = <usize>load<u32>(columns, 8);
    const codes = load<u32>(columns, 12);
    let to = lines + ((<usize>c) << 2);
    for (let r = 0; r < rowCount; r++) {
      const x = load<f64>(values + ((<usize>r) << 3));
      const line = thresholds ? below(x, thresholds, half) : categoryOf(x, codes);
      store<u32>(to, first + ((line & <u32>(<i32>Number.isNaN(x) - 1)) << 6));
      to += lineBytes;
    }
    values += columnBytes;
    columns += 16;
  }
}

/** One more than there are thresholds below a value: they are in ascending order, and infinite at the end. */
function below(x: f64, thresholds: usize, half: usize): u32 {
  let at = thresholds;
  for (; half >= 8; half >>= 1) at = select<usize>(at + half, at, load<f64>(at + half - 8) < x);
  return <u32>((at - thresholds) >> 3) + 1;
}

/** One more than the code; what is none is one more category. */
function categoryOf(x: f64, codes: u32): u32 {
  return (x >= 0 && x < <f64>codes && nearest(x) === x ? <u32>x : codes) + 1;
}

/**
 * Adds to the sums of each row what the trees of a block say. A block has 40 bytes: its lines; a list of the columns that
 * it asks for, as places in the lines of a row, and how many; its trees; their values, the bytes of those of a tree and how
 * many a leaf has; what each tree adds to, or 0 where all add to one number; whether masks have 64 bits; room for a line.
 */
export function addBlock(
  block: usize,
  lines: usize,
  lineBytes: usize,
  rowCount: i32,
  sums: usize,
  sumBytes: usize,
): void {
  const table = <usize>load<u32>(block);
  const list = <usize>load<u32>(block, 4);
  const end = list + ((<usize>load<u32>(block, 8)) << 2);
  const trees = load<i32>(block, 12);
  const values = <usize>load<u32>(block, 16);
  const treeBytes = <usize>load<u32>(block, 20);
  const width = load<i32>(block, 24);
  const outputs = <usize>load<u32>(block, 28);
  const isWide = load<u32>(block, 32) !== 0;
  const masks = <usize>load<u32>(block, 36);
  for (let r = 0; r < rowCount; r++) {
    let a = i32x4.splat(-1);
    let b = a;
    let c = a;
    let d = a;
    for (let at = list; at < end; at += 4) {
      const line = table + <usize>load<u32>(lines + <usize>load<u32>(at));
      a = v128.and(a, v128.load(line));
      b = v128.and(b, v128.load(line, 16));
      c = v128.and(c, v128.load(line, 32));
      d = v128.and(d, v128.load(line, 48));
    }
    v128.store(masks, a);
    v128.store(masks, b, 16);
    v128.store(masks, c, 32);
    v128.store(masks, d, 48);
    if (isWide) addLeaves<u64>(masks, trees, values, treeBytes, width, outputs, sums);
    else addLeaves<u32>(masks, trees, values, treeBytes, width, outputs, sums);
    lines += lineBytes;
    sums += sumBytes;
  }
}

/** The leaf of a row is the first that is open: all left of it are ruled out. */
function addLeaves<Mask>(
  masks: usize,
  trees: i32,
  values: usize,
  treeBytes: usize,
  width: i32,
  outputs: usize,
  sums: usize,
): void {
  if (outputs === 0) {
    let sum = load<f64>(sums);
    for (let tree = 0; tree < trees; tree++) {
      sum += load<f64>(values + ((<usize>ctz<Mask>(load<Mask>(masks))) << 3));
      masks += sizeof<Mask>();
      values += treeBytes;
    }
    store<f64>(sums, sum);
    return;
  }
  for (let tree = 0; tree < trees; tree++) {
    let from = values + ((<usize>ctz<Mask>(load<Mask>(masks)) * <usize>width) << 3);
    let to = sums + <usize>load<u32>(outputs);
    for (let k = 0; k < width; k++) {
      store<f64>(to, load<f64>(to) + load<f64>(from));
      from += 8;
      to += 8;
    }
    masks += sizeof<Mask>();
    values += treeBytes;
    outputs += 4;
  }
}
