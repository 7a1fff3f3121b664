/**
 * The learning rate, learned: the exact derivative of the validation loss after forty steps by the rate and the momentum
 * they were made with, and descent along it. Nothing is tried out: each round goes through one training run, and back.
 */
import { dense, hypergradient, momentum, sequential, sigmoidCrossEntropy, tanh } from "@kaviar/nn";
import { twoMoons } from "./data/generated.ts";

const data = twoMoons({ rows: 200, noise: 0.15, seed: 1 });
const model = sequential(dense(16), tanh, dense(1));
const options = { loss: sigmoidCrossEntropy, validation: 0.3, batchSize: 32, epochs: 8, steps: 40, seed: 1 };

let [rate, beta] = [0.01, 0.5];
console.log("round    rate   momentum   loss after 40 steps   d loss/d rate   d loss/d momentum");
for (let round = 1; round <= 6; round++) {
  const optimizer = momentum({ rate, momentum: beta });
  const found = await hypergradient(model, data, { ...options, optimizer }, ["rate", "momentum"]);
  const cells = [
    String(round),
    rate.toFixed(3),
    beta.toFixed(2),
    found.loss.toFixed(4),
    found.rate.toFixed(3),
    found.momentum.toFixed(3),
  ];
  console.log(cells.map((cell, i) => cell.padStart([5, 8, 11, 22, 16, 20][i]!)).join(""));
  // Rates are told apart by factors: d loss/d ln(rate) is rate times d loss/d rate, and a step is at most a factor of 3.
  rate *= Math.exp(Math.max(-1.1, Math.min(1.1, -10 * rate * found.rate)));
  beta = Math.max(0, Math.min(0.95, beta - 0.5 * found.momentum));
}
