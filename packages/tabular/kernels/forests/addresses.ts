export function at8(address: usize, i: i32): usize {
  return address + ((<usize>i) << 3);
}

export function at4(address: usize, i: i32): usize {
  return address + ((<usize>i) << 2);
}

/** A loop: `memory.fill` takes longer to begin than so few numbers need. */
export function clear(address: usize, count: i32): void {
  for (let k = 0; k < count; k++) store<f64>(at8(address, k), 0);
}

export function addTo(address: usize, value: f64): void {
  store<f64>(address, load<f64>(address) + value);
}
