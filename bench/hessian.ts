/**
 * What the Hessian of a net with 50 parameters costs next to one gradient, both over a batch of 50: medians of
 * interleaved rounds in one process, in µs a call.
 */
import { compile, grad, hessian, key, normal, type Tensor, tensor } from "@kaviar/tensor";

const rounds = 40;
const callsPerRound = 100;

/** 5 → 6 → 2 with tanh and softmax cross-entropy, the parameters in one vector. */
const lossOf = (theta: Tensor, x: Tensor, labels: Tensor<"int32">): Tensor => {
  const [w1, b1, w2, b2] = theta.split([30, 6, 12, 2]) as [Tensor, Tensor, Tensor, Tensor];
  const logits = x
    .matmul(w1.reshape([5, 6]))
    .add(b1)
    .tanh()
    .matmul(w2.reshape([6, 2]))
    .add(b2);
  return logits.logSoftmax().takeAlongAxis(labels.expandDims(1), 1).mean().neg();
};

const theta = normal(key(0), [50]);
const x = normal(key(1), [50, 5]);
const labels = tensor(
  Array.from({ length: 50 }, (_, i) => (i * 7) % 2),
  { dtype: "int32" },
);

const calls = {
  loss: compile(lossOf),
  gradient: compile(grad(lossOf)),
  hessian: compile(hessian(lossOf)),
};

const median = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1]!;

const microseconds = async (call: (typeof calls)[keyof typeof calls]): Promise<number> => {
  const start = performance.now();
  for (let i = 0; i < callsPerRound; i++) await call(theta, x, labels).data();
  return ((performance.now() - start) / callsPerRound) * 1000;
};

const times: Record<string, number[]> = { loss: [], gradient: [], hessian: [] };
for (const call of Object.values(calls)) for (let i = 0; i < 10; i++) await microseconds(call);
for (let round = 0; round < rounds; round++) {
  for (const [name, call] of Object.entries(calls)) times[name]!.push(await microseconds(call));
}
const [loss, gradient, whole] = ["loss", "gradient", "hessian"].map((name) => median(times[name]!)) as [
  number,
  number,
  number,
];
console.log(
  `loss ${loss.toFixed(1)}, gradient ${gradient.toFixed(1)}, Hessian ${whole.toFixed(1)} µs: ${(whole / gradient).toFixed(2)} × a gradient`,
);
