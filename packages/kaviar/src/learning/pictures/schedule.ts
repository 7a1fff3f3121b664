import {
  byEpoch,
  constant,
  cosine,
  cosineRestarts,
  cyclic,
  exponentialDecay,
  inverseSquareRoot,
  inverseTime,
  linearSchedule,
  noam,
  oneCycle,
  piecewise,
  polynomial,
  type Schedule,
  sequenceOf,
  stepDecay,
  warmup,
} from "@kaviar/nn";
import { tensor } from "@kaviar/tensor";
import type { Panel } from "../draw/panel.ts";
import { evenly } from "./sampled.ts";

/** A run to look at: a thousand steps in twenty epochs. */
const steps = 1000;
const stepsPerEpoch = 50;

/** Of each schedule one with numbers such as one would take, as it is written and as it is. */
const examples: Readonly<Record<string, readonly [code: string, schedule: Schedule]>> = {
  byEpoch: ["byEpoch(stepDecay({ rate: 0.1, every: 5 }))", byEpoch(stepDecay({ rate: 0.1, every: 5 }))],
  constant: ["constant(0.1)", constant(0.1)],
  cosine: ["cosine({ peak: 0.1, warmup: 100 })", cosine({ peak: 0.1, warmup: 100 })],
  cosineRestarts: [
    "cosineRestarts({ peak: 0.1, first: 150, growth: 2 })",
    cosineRestarts({ peak: 0.1, first: 150, growth: 2 }),
  ],
  cyclic: [
    "cyclic({ floor: 0.01, peak: 0.1, up: 100, cycleFactor: 0.7 })",
    cyclic({ floor: 0.01, peak: 0.1, up: 100, cycleFactor: 0.7 }),
  ],
  exponentialDecay: [
    "exponentialDecay({ rate: 0.1, factor: 0.5, every: 200 })",
    exponentialDecay({ rate: 0.1, factor: 0.5, every: 200 }),
  ],
  inverseSquareRoot: ["inverseSquareRoot({ peak: 0.1, warmup: 100 })", inverseSquareRoot({ peak: 0.1, warmup: 100 })],
  inverseTime: ["inverseTime({ rate: 0.1, speed: 1, every: 200 })", inverseTime({ rate: 0.1, speed: 1, every: 200 })],
  linearSchedule: ["linearSchedule({ from: 0.1, to: 0 })", linearSchedule({ from: 0.1, to: 0 })],
  noam: ["noam({ width: 512, warmup: 200 })", noam({ width: 512, warmup: 200 })],
  oneCycle: ["oneCycle({ peak: 0.1 })", oneCycle({ peak: 0.1 })],
  piecewise: [
    "piecewise({ rates: [0.1, 0.03, 0.01], boundaries: [400, 800] })",
    piecewise({ rates: [0.1, 0.03, 0.01], boundaries: [400, 800] }),
  ],
  polynomial: ["polynomial({ rate: 0.1, power: 2 })", polynomial({ rate: 0.1, power: 2 })],
  sequenceOf: [
    "sequenceOf([[0.02, 300], [0.1, 400]], cosine({ peak: 0.1 }))",
    sequenceOf(
      [
        [0.02, 300],
        [0.1, 400],
      ],
      cosine({ peak: 0.1 }),
    ),
  ],
  stepDecay: ["stepDecay({ rate: 0.1, factor: 0.5, every: 250 })", stepDecay({ rate: 0.1, factor: 0.5, every: 250 })],
  warmup: ["warmup(0.1, 200)", warmup(0.1, 200)],
};

/** The rate at each step of a run. */
export const schedulePicture = async (key: string): Promise<Panel[] | undefined> => {
  const [code, schedule] = examples[key] ?? [];
  if (!code || !schedule) return undefined;
  const range = [0, steps] as const;
  const at = evenly(range);
  const step = tensor(at);
  const rates = await schedule({ step, steps: tensor(steps), stepsPerEpoch: tensor(stepsPerEpoch) })
    .add(step.mul(0))
    .data();
  const points = at.map((x, i) => [x, rates[i]!] as const);
  return [{ title: code, axis: "steps", shape: "line", range, height: [0, Math.max(...rates)], points }];
};
