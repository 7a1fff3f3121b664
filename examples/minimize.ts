/**
 * Any function of tensors, minimized: the two first programs of a course on neural networks. w² − 10w + 25 = (w − 5)² is
 * smallest at 5. The second program gets the coefficients as data: other ones run in the same graph.
 */
import { adam, minimize } from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";

const cost = (w: Tensor) => w.square().sub(w.mul(10)).add(25);
const { x, steps, history } = await minimize(cost, 0, { optimizer: adam({ rate: 0.1 }) });
console.log(`w² - 10w + 25 is smallest at w = ${x.toFixed(4)}, found in ${steps} steps of Adam`);
for (const step of [0, 1, 10, 50, 100]) {
  console.log(`  after ${String(step).padStart(3)}: ${history[step]!.toFixed(6)}`);
}

const polynomial = (w: Tensor, c: Tensor) => c.slice(0).mul(w).mul(w).add(c.slice(1).mul(w)).add(c.slice(2));
for (const data of [
  [1, -10, 25],
  [2, 4, 1],
]) {
  const found = await minimize(polynomial, 0, { optimizer: adam({ rate: 0.1 }), data });
  console.log(`coefficients ${data.join(", ")}: w = ${found.x.toFixed(4)}, value ${found.value.toFixed(4)}`);
}
