import type { RemedyName } from "@kaviar/nn";
import type { Plan } from "./plan.ts";

/** What a remedy of the doctor changes in a plan: undefined where there is nothing to change. Of some there is nothing here. */
const cures: { readonly [Remedy in RemedyName]?: (plan: Plan) => Partial<Plan> | undefined } = {
  "lower-rate": ({ rate }) => ({ rate: rounded(rate / 10) }),
  "raise-rate": ({ rate }) => ({ rate: rounded(10 * rate) }),
  "warm-up": ({ schedule }) => (schedule === "warmup" ? undefined : { schedule: "warmup" }),
  "decay-rate": ({ schedule }) => (schedule === "cosine" ? undefined : { schedule: "cosine" }),
  "clip-gradients": ({ clip }) => (clip ? undefined : { clip: true }),
  momentum: ({ optimizer }) => (optimizer === "adam" ? undefined : { optimizer: "adam", rate: 0.003 }),
  "relu-family": ({ activation }) => (activation === "relu" ? undefined : { activation: "relu" }),
  "leaky-relu": ({ activation }) => (activation === "leakyRelu" ? undefined : { activation: "leakyRelu" }),
  "fitting-initializer": ({ begins }) => (begins === "fitting" ? undefined : { begins: "fitting" }),
  "random-initializer": ({ begins }) => (begins === "fitting" ? undefined : { begins: "fitting" }),
  "batch-norm": ({ batchNorm }) => (batchNorm ? undefined : { batchNorm: true }),
  "normalize-inputs": ({ normalize }) => (normalize ? undefined : { normalize: true }),
  dropout: ({ dropout }) => (dropout > 0 ? undefined : { dropout: 0.3 }),
  penalty: ({ penalty }) => ({ penalty: penalty === 0 ? 0.01 : 10 * penalty }),
  "more-data": ({ rows }) => (rows >= 2_000 ? undefined : { rows: 4 * rows }),
  "smaller-model": ({ hidden }) =>
    hidden.some((units) => units > 1) ? { hidden: hidden.map((units) => Math.ceil(units / 2)) } : undefined,
  "larger-model": ({ hidden }) => ({ hidden: hidden.length === 0 ? [32] : [...hidden, hidden.at(-1)!] }),
  "stop-early": ({ stopEarly }) => (stopEarly ? undefined : { stopEarly: true }),
  "more-epochs": ({ epochs }) => (epochs >= 100 ? undefined : { epochs: 3 * epochs }),
  "class-weights": ({ classWeights }) => (classWeights ? undefined : { classWeights: true }),
  "larger-batch": ({ batch }) => (batch >= 128 ? undefined : { batch: 4 * batch }),
  "smaller-batch": ({ batch }) => (batch <= 8 ? undefined : { batch: batch / 4 }),
};

const rounded = (rate: number): number => Number(rate.toPrecision(6));

/** The plan with a remedy: undefined where it comes to nothing here. */
export const withRemedy = (plan: Plan, remedy: RemedyName): Plan | undefined => {
  const change = cures[remedy]?.(plan);
  return change && { ...plan, ...change };
};
