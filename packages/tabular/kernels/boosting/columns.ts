/** Where the histogram of a column begins, in bytes from the first one. */
export function startOfColumn(job: usize, column: usize): usize {
  return <usize>load<u32>(<usize>load<u32>(job, 92) + (column << 2));
}

/** All bins of a column: of its values, and the one of missing values. */
export function binsOf(job: usize, column: usize): usize {
  const at = <usize>load<u32>(job, 44) + (column << 4);
  return <usize>(load<i32>(at) + <i32>(load<i32>(at, 4) >= 0));
}
