import { at4 } from "./addresses";
import { bins, columnBytes, data, isRandom, order, rowBytes, spare } from "./memory";

/** What goes left comes first, each side in its old order. Returns where the right side begins. */
export function partRows(node: usize, start: i32, end: i32): i32 {
  const column = load<i32>(node);
  const missingLeft = load<i32>(node, 20);
  let kept = at4(order, start);
  let moved = spare;
  const last = at4(order, end);
  if (isRandom) {
    const threshold = load<f64>(node, 24);
    const origin = data + <usize>column * columnBytes;
    for (let at = kept; at < last; at += 4) {
      const row = load<i32>(at);
      const value = load<f64>(origin + <usize>row * rowBytes);
      const isLeft = <usize>(value <= threshold) | (<usize>missingLeft & <usize>Number.isNaN(value));
      store<i32>(kept, row);
      store<i32>(moved, row);
      kept += isLeft << 2;
      moved += (1 - isLeft) << 2;
    }
  } else {
    const origin = data + <usize>column * columnBytes;
    const code = load<i32>(node, 4);
    const gap = missingLeft ? load<i32>(at4(bins, column)) : -1;
    for (let at = kept; at < last; at += 4) {
      const row = load<i32>(at);
      const own = <i32>load<u8>(origin + row);
      const isLeft = <usize>(own <= code) | <usize>(own === gap);
      store<i32>(kept, row);
      store<i32>(moved, row);
      kept += isLeft << 2;
      moved += (1 - isLeft) << 2;
    }
  }
  const middle = <i32>((kept - order) >> 2);
  if (moved - spare > 256) memory.copy(kept, spare, moved - spare);
  else {
    for (let from = spare; from < moved; from += 4) {
      store<i32>(kept, load<i32>(from));
      kept += 4;
    }
  }
  return middle;
}
