import { either, law, type RequiredLaw, whole } from "@kaviar/base/check";
import { inOrder, type Random } from "@kaviar/base/random";

const partBelowOne: RequiredLaw<number> = law(
  "greater than 0 and less than 1",
  (x) => typeof x === "number" && x > 0 && x < 1,
);

/** A number of rows or columns: a count, or a part of them. */
export const partOrCount = either(whole(1), partBelowOne);

export const countFrom = (given: number, all: number): number =>
  given < 1 ? Math.max(1, Math.round(given * all)) : given;

/** Rows drawn at random, each as likely as the others or by its weight. */
export const drawWith = (random: Random, rows: number, count: number, weights?: Float64Array): Int32Array => {
  if (!weights) return Int32Array.from({ length: count }, () => Math.floor(random() * rows));
  const sums = new Float64Array(rows);
  let sum = 0;
  for (let row = 0; row < rows; row++) {
    sum += weights[row]!;
    sums[row] = sum;
  }
  return Int32Array.from({ length: count }, () => {
    const wanted = random() * sum;
    let low = 0;
    let high = rows - 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! > wanted) high = middle;
      else low = middle + 1;
    }
    return low;
  });
};

/** Rows drawn at random, none of them twice; those without weight only where others do not suffice. In ascending order. */
export const drawWithout = (random: Random, rows: number, count: number, weights?: Float64Array): Int32Array => {
  const order = inOrder(rows);
  if (weights) {
    // The least of such keys are drawn as one after the other would be. (Efraimidis & Spirakis 2006)
    const keys = weights.map((weight) => -Math.log(1 - random()) / weight);
    order.sort((a, b) => (keys[a]! < keys[b]! ? -1 : keys[a]! > keys[b]! ? 1 : a - b));
  } else {
    for (let i = 0; i < count; i++) {
      const j = i + Math.floor(random() * (rows - i));
      const drawn = order[j]!;
      order[j] = order[i]!;
      order[i] = drawn;
    }
  }
  return order.slice(0, count).sort();
};

/** How often each row was drawn. */
export const countsOf = (drawn: Int32Array, rows: number): Float64Array => {
  const counts = new Float64Array(rows);
  for (const row of drawn) counts[row]! += 1;
  return counts;
};
