import { addTo, at4, at8, clear } from "./addresses";
import { classes, facts, isRandom, near, order, parts, stride, values, weights } from "./memory";

/** What the rows of a node add up to; says whether they are all alike. */
export function sumUp(start: i32, end: i32): bool {
  clear(facts, stride);
  let weight: f64 = 0;
  if (classes === 0) {
    let least = load<f64>(at8(values, load<i32>(at4(order, start))));
    let most = least;
    let sum: f64 = 0;
    for (let i = start; i < end; i++) {
      const row = load<i32>(at4(order, i));
      const value = load<f64>(at8(values, row));
      const own = load<f64>(at8(weights, row));
      const part = load<f64>(at8(parts, row));
      weight += own;
      sum += part;
      if (isRandom) {
        const to = near + ((<usize>(i - start) >> 1) << 5) + ((<usize>(i - start) & 1) << 3);
        store<f64>(to, own);
        store<f64>(to, part, 16);
      }
      if (value < least) least = value;
      if (value > most) most = value;
    }
    store<f64>(facts, sum, 16);
    store<f64>(facts, <f64>(end - start));
    store<f64>(facts, weight, 8);
    return !(least < most);
  }
  let least = load<i32>(at4(classes, load<i32>(at4(order, start))));
  let most = least;
  for (let i = start; i < end; i++) {
    const row = load<i32>(at4(order, i));
    const own = load<i32>(at4(classes, row));
    const part = load<f64>(at8(weights, row));
    weight += part;
    addTo(at8(facts + 16, own), part);
    if (own < least) least = own;
    if (own > most) most = own;
  }
  store<f64>(facts, <f64>(end - start));
  store<f64>(facts, weight, 8);
  return least === most;
}
