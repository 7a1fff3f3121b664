/**
 * A policy learns to balance a pole on a cart by trying (REINFORCE, Williams 1992): a training step of one's own, in a
 * loop of one's own. Episodes end when they end; padded to one length, with weights of 0 behind their end, they all run
 * through one compiled graph.
 */
import { adam, createRandom, createTrainer, dense, sequential, tanh } from "@kaviar/nn";
import type { Tensor } from "@kaviar/tensor";
import { drawLines } from "./drawing/lines.ts";

type State = readonly [place: number, speed: number, angle: number, turning: number];

/** A fiftieth of a second, pushed to the left (0) or the right (1). (Barto, Sutton & Anderson 1983) */
const push = ([place, speed, angle, turning]: State, action: number): State => {
  const force = action === 1 ? 10 : -10;
  const pull = (force + 0.05 * turning ** 2 * Math.sin(angle)) / 1.1;
  const bend = (9.8 * Math.sin(angle) - Math.cos(angle) * pull) / (0.5 * (4 / 3 - (0.1 * Math.cos(angle) ** 2) / 1.1));
  const drive = pull - (0.05 * bend * Math.cos(angle)) / 1.1;
  return [place + 0.02 * speed, speed + 0.02 * drive, angle + 0.02 * turning, turning + 0.02 * bend];
};

const hasFallen = ([place, , angle]: State): boolean => Math.abs(place) > 2.4 || Math.abs(angle) > Math.PI / 15;

const [episodes, longest] = [16, 200];

const agent = createTrainer({
  networks: { policy: sequential(dense(32), tanh, dense(2)) },
  optimizers: { policy: adam({ rate: 0.02 }) },
  step: (
    { policy },
    batch: { states: Tensor; actions: Tensor<"int32">; gains: Tensor; weights: Tensor },
    { update },
  ) => {
    const loss = update("policy", () => {
      const chosen = policy(batch.states).logSoftmax(-1).mul(batch.actions.oneHot(2).cast("float32")).sum(-1);
      return chosen.mul(batch.gains).mul(batch.weights).sum().div(batch.weights.sum()).neg();
    });
    return { loss };
  },
});

const random = createRandom(1);
const start = (): State => [random(), random(), random(), random()].map((u) => 0.1 * (u - 0.5)) as unknown as State;

/** What is still to come at each step, each step later counting a hundredth less; as far from the mean as is usual. */
const gainsOf = (lengths: readonly number[]): Float32Array => {
  const gains = new Float32Array(episodes * longest);
  const toCome = (left: number): number => (1 - 0.99 ** left) / 0.01;
  const all = lengths.flatMap((length) => Array.from({ length }, (_, step) => toCome(length - step)));
  const mean = all.reduce((sum, gain) => sum + gain, 0) / all.length;
  const deviation = Math.sqrt(all.reduce((sum, gain) => sum + (gain - mean) ** 2, 0) / all.length) + 1e-6;
  lengths.forEach((length, episode) => {
    for (let step = 0; step < length; step++)
      gains[episode * longest + step] = (toCome(length - step) - mean) / deviation;
  });
  return gains;
};

const empty = { data: new Float32Array(episodes * longest), shape: [episodes, longest] };
let run = await agent.begin({
  states: { data: new Float32Array(episodes * longest * 4), shape: [episodes, longest, 4] },
  actions: { data: new Int32Array(episodes * longest), shape: [episodes, longest] },
  gains: empty,
  weights: empty,
});
const balanced: number[] = [];
while (balanced.length < 60 && !(balanced.at(-1)! > 195)) {
  const states = new Float32Array(episodes * longest * 4);
  const actions = new Int32Array(episodes * longest);
  const weights = new Float32Array(episodes * longest);
  const carts = Array.from({ length: episodes }, start);
  const lengths = new Array<number>(episodes).fill(longest);
  for (let step = 0; step < longest && lengths.some((length) => length === longest); step++) {
    const scores = await agent
      .predict(run, "policy", carts as readonly State[])
      .softmax(-1)
      .data();
    carts.forEach((cart, episode) => {
      if (lengths[episode]! < longest) return;
      const at = episode * longest + step;
      const action = random() < scores[2 * episode + 1]! ? 1 : 0;
      states.set(cart, 4 * at);
      actions[at] = action;
      weights[at] = 1;
      carts[episode] = push(cart, action);
      if (hasFallen(carts[episode]!)) lengths[episode] = step + 1;
    });
  }
  const shape = [episodes, longest];
  [run] = agent.step(run, {
    states: { data: states, shape: [episodes, longest, 4] },
    actions: { data: actions, shape },
    gains: { data: gainsOf(lengths), shape },
    weights: { data: weights, shape },
  });
  balanced.push(lengths.reduce((sum, length) => sum + length, 0) / episodes);
}

console.log(drawLines({ "steps in balance, of 200 at most": balanced }));
console.log(`after ${balanced.length} rounds of ${episodes} episodes: ${balanced.at(-1)!.toFixed(0)} steps in balance`);
await agent.models(run).policy.save("cart-pole.onnx");
