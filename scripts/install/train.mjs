// What a user does first: exclusive or, learned from four rows, here and in a worker.
import { nn } from "kaviar";

const x = [
  [0, 0],
  [0, 1],
  [1, 0],
  [1, 1],
];
const network = nn.sequential(nn.dense(8), nn.tanh, nn.dense(1));
const rows = { x, y: [[0], [1], [1], [0]] };
const options = { loss: nn.sigmoidCrossEntropy, optimizer: nn.adam({ rate: 0.1 }), epochs: 200, seed: 1 };

const trained = await nn.fit(network, rows, options);
const logits = await (await trained.predict(x)).data();
console.log(Array.from(logits, (logit) => (logit > 0 ? 1 : 0)).join(" "));

let last;
for await (const epoch of nn.trainInWorker(network, rows, options)) last = epoch;
console.log(last.loss < 0.1);
