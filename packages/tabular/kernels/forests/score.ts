import { at8 } from "./addresses";
import { sums } from "./memory";

/** Gini's: the squares of the classes' weights by the weight of all. */
export function score(origin: usize): f64 {
  let squares: f64 = 0;
  for (let k = 0; k < sums; k++) {
    const sum = load<f64>(at8(origin + 16, k));
    squares += sum * sum;
  }
  return squares / load<f64>(origin, 8);
}
