import { startOf } from "./rows";

/** The bin of each value of a block: how many of its column's 255 bounds are below it, or the bin of missing values. */
export function assignBins(job: usize, part: i32, parts: i32): void {
  const values = <usize>load<u32>(job);
  const bounds = <usize>load<u32>(job, 4);
  const meta = <usize>load<u32>(job, 8);
  const out = <usize>load<u32>(job, 12);
  const count = load<i32>(job, 16);
  const room = <usize>load<u32>(job, 20);
  const columns = load<i32>(job, 24);
  const stride = <usize>load<u32>(job, 28);
  const from = startOf(count, part, parts);
  const to = startOf(count, part + 1, parts);
  for (let c = 0; c < columns; c++) {
    const column = values + <usize>c * (room << 3);
    const table = bounds + ((<usize>c) << 11);
    const missing = load<i32>(meta + ((<usize>c) << 4), 4);
    let at = out + <usize>from * stride + <usize>c;
    if (load<i32>(meta + ((<usize>c) << 4), 8)) {
      for (let r = from; r < to; r++) {
        store<u8>(at, <u8>load<f64>(column + ((<usize>r) << 3)));
        at += stride;
      }
      continue;
    }
    for (let r = from; r < to; r++) {
      const x = load<f64>(column + ((<usize>r) << 3));
      let p = table;
      p += (<usize>(load<f64>(p, 1016) < x)) << 10;
      p += (<usize>(load<f64>(p, 504) < x)) << 9;
      p += (<usize>(load<f64>(p, 248) < x)) << 8;
      p += (<usize>(load<f64>(p, 120) < x)) << 7;
      p += (<usize>(load<f64>(p, 56) < x)) << 6;
      p += (<usize>(load<f64>(p, 24) < x)) << 5;
      p += (<usize>(load<f64>(p, 8) < x)) << 4;
      p += (<usize>(load<f64>(p) < x)) << 3;
      store<u8>(at, <u8>select(missing, <i32>((p - table) >> 3), Number.isNaN(x)));
      at += stride;
    }
  }
}
