import type { Logged } from "@kaviar/tune";

const study = {
  name: "two: ends",
  directions: ["minimize", "maximize"],
  objectives: ["loss", "recall"],
} as const;

const trial: Logged["trial"] = {
  number: 7,
  state: "complete",
  params: { rate: 0.1, layers: [{ units: 8 }, { units: 16 }], kind: { kind: "sgd", nesterov: true }, "a×b": null },
  values: [0.25, Number.POSITIVE_INFINITY],
  value: undefined,
  objectives: { loss: 0.25, recall: Number.POSITIVE_INFINITY },
  reports: [
    { step: 3, values: [0.5, Number.NaN] },
    { step: 1, values: [1, 0] },
  ],
  attributes: { rows: 1797, note: "by hand" },
  constraints: { memory: -0.5 },
  origin: "sampler",
  sampler: "tpe",
  why: undefined,
  startedAt: new Date(1_700_000_000_000),
  finishedAt: new Date(1_700_000_012_500),
  error: undefined,
  stack: undefined,
  stopReason: undefined,
  checkpoint: undefined,
  artifacts: [],
};

/** Two trials as logs hear of them: one with all that a trial may have, and one that failed. */
export const examples: readonly Logged[] = [
  { study, trial },
  {
    study,
    trial: {
      ...trial,
      ...{ number: 8, state: "failed", values: undefined, objectives: undefined, reports: [], constraints: {} },
      error: "Error: no such data",
    },
  },
];
