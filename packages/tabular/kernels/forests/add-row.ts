import { addTo, at4, at8 } from "./addresses";
import { classes, parts, weights } from "./memory";

/** Adds a row to the count, weight and sums at an address. */
export function addRow(address: usize, row: i32): void {
  addTo(address, 1);
  addTo(address + 8, load<f64>(at8(weights, row)));
  const sum = classes ? load<i32>(at4(classes, row)) : 0;
  addTo(at8(address + 16, sum), load<f64>(at8(parts, row)));
}
