import { addRow } from "./add-row";
import { at4, at8, clear } from "./addresses";
import {
  bins,
  classes,
  codes,
  columnBytes,
  data,
  filled,
  found,
  groups,
  histogram,
  missing,
  order,
  parts,
  stride,
  weights,
} from "./memory";

/** Few rows are put in order one by one. */
const few: i32 = 12;

/** How many groups there are. */
export let groupCount: i32 = 0;

/** Parts the rows of a stretch into groups by their codes in a column. */
export function group(column: i32, start: i32, end: i32): void {
  const origin = data + <usize>column * columnBytes;
  const length = end - start;
  if (length <= few) {
    // `found` is free here: it is for random splits.
    for (let i = 0; i < length; i++) {
      const row = load<i32>(at4(order, start + i));
      const code = load<u8>(origin + row);
      let at = i;
      for (; at > 0 && load<u8>(origin + load<i32>(at4(found, at - 1))) > code; at--)
        store<i32>(at4(found, at), load<i32>(at4(found, at - 1)));
      store<i32>(at4(found, at), row);
    }
    groupCount = 0;
    let last = -1;
    let to = groups - ((<usize>stride) << 3);
    for (let i = 0; i < length; i++) {
      const row = load<i32>(at4(found, i));
      const code = <i32>load<u8>(origin + row);
      if (code !== last) {
        last = code;
        store<i32>(at4(codes, groupCount), code);
        groupCount++;
        to += (<usize>stride) << 3;
        clear(to, stride);
      }
      addRow(to, row);
    }
  } else {
    if (classes === 0) fill(origin, start, end);
    else fillClasses(origin, start, end);
    groupCount = collect((load<i32>(at4(bins, column)) >> 5) + 1);
  }
  takeMissing(load<i32>(at4(bins, column)));
}

function fill(origin: usize, start: i32, end: i32): void {
  let at = at4(order, start);
  const last = at4(order, end);
  for (; at < last; at += 4) {
    const row = load<i32>(at);
    const code = <usize>load<u8>(origin + row);
    const word = filled + ((code >> 5) << 2);
    store<u32>(word, load<u32>(word) | (1 << (<u32>code & 31)));
    const bin = histogram + code * 24;
    store<f64>(bin, load<f64>(bin) + 1);
    store<f64>(bin, load<f64>(bin, 8) + load<f64>(at8(weights, row)), 8);
    store<f64>(bin, load<f64>(bin, 16) + load<f64>(at8(parts, row)), 16);
  }
}

function fillClasses(origin: usize, start: i32, end: i32): void {
  let at = at4(order, start);
  const last = at4(order, end);
  for (; at < last; at += 4) {
    const row = load<i32>(at);
    const code = <usize>load<u8>(origin + row);
    const word = filled + ((code >> 5) << 2);
    store<u32>(word, load<u32>(word) | (1 << (<u32>code & 31)));
    addRow(histogram + code * ((<usize>stride) << 3), row);
  }
}

/** Takes the bins that have rows, and leaves all empty. */
function collect(words: i32): i32 {
  let count = 0;
  let to = groups;
  const bytes = (<usize>stride) << 3;
  for (let word = 0; word < words; word++) {
    let bits = load<u32>(at4(filled, word));
    store<u32>(at4(filled, word), 0);
    while (bits !== 0) {
      const code = (word << 5) + <i32>ctz<u32>(bits);
      bits &= bits - 1;
      store<i32>(at4(codes, count), code);
      count++;
      const from = histogram + <usize>code * bytes;
      for (let k: usize = 0; k < bytes; k += 8) {
        store<f64>(to + k, load<f64>(from + k));
        store<f64>(from + k, 0);
      }
      to += bytes;
    }
  }
  return count;
}

function takeMissing(code: i32): void {
  const last = groupCount - 1;
  if (last >= 0 && load<i32>(at4(codes, last)) === code) {
    memory.copy(missing, groups + <usize>last * ((<usize>stride) << 3), (<usize>stride) << 3);
    groupCount = last;
  } else clear(missing, stride);
}
