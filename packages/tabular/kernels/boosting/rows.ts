/** Where the share of one of several parts begins. */
export function startOf(count: i32, part: i32, parts: i32): i32 {
  return <i32>((<i64>count * part) / parts);
}

/** The row that stands in a place of the order. */
export function rowOf(rows: usize, r: i32, identity: bool): usize {
  return identity ? <usize>r : <usize>load<u32>(rows + ((<usize>r) << 2));
}
