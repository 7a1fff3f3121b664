import type { Scale } from "./scale.ts";
import { linear, log, oneMinusLog } from "./scale.ts";

/** The ranges that are searched: the same ones whatever the scale. */
export const [leastRate, mostRate] = [1e-5, 0.01] as const;
export const [leastMomentum, mostMomentum] = [0.5, 0.9995] as const;

/** How the two parameters are spread. */
interface Scaling {
  readonly title: string;
  readonly rate: Scale;
  readonly momentum: Scale;
}

const rates = [0.00001, 0.0001, 0.001, 0.01];
const momenta = [0.5, 0.9, 0.99, 0.999];

const linearRate = linear(leastRate, mostRate, [0, 0.002, 0.004, 0.006, 0.008, 0.01]);
const logRate = log(leastRate, mostRate, rates);
const linearMomentum = linear(leastMomentum, mostMomentum, [0.5, 0.6, 0.7, 0.8, 0.9, 1]);

export const scalings = {
  linear: { title: "linear, linear", rate: linearRate, momentum: linearMomentum },
  log: { title: "log, linear", rate: logRate, momentum: linearMomentum },
  both: {
    title: "log, one-minus-log",
    rate: logRate,
    momentum: oneMinusLog(leastMomentum, mostMomentum, momenta),
  },
} satisfies Readonly<Record<string, Scaling>>;

export type ScalingName = keyof typeof scalings;

export const scalingNames = Object.keys(scalings) as readonly ScalingName[];
