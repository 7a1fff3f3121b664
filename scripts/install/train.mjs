// What a user does first: exclusive or, learned from four rows.
import { nn } from "kaviar";

const x = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const trained = await nn.fit(
  nn.sequential(nn.dense(8), nn.tanh, nn.dense(1)),
  { x, y: [[0], [1], [1], [0]] },
  { loss: nn.sigmoidCrossEntropy, optimizer: nn.adam({ rate: 0.1 }), epochs: 200, seed: 1 },
);
const logits = await (await trained.predict(x)).data();
console.log(Array.from(logits, (logit) => (logit > 0 ? 1 : 0)).join(" "));
