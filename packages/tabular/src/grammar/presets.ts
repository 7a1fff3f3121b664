import type { Facts } from "./facts.ts";
import type { PartRule, Parts } from "./grammar.ts";

/** What pipelines look like: chains alone, chains with unions and light models inside, or stacks of models too. */
export type Shape = "chains" | "branches" | "stacks";

/** What a search is after. */
export interface Preset {
  /** For people. */
  readonly says: string;
  /** Which models it tries, of those of a grammar; all unless said. */
  readonly models?: (name: string, rule: PartRule, facts: Facts) => boolean;
  /** Whether several pipelines together may be the answer. */
  readonly ensemble: boolean;
  /** How many pipelines such an ensemble has at most. */
  readonly members: number;
  readonly shape: Shape;
}

const readable = ["logisticRegression", "ridge", "elasticNet", "decisionTree", "gaussianNaiveBayes", "lda"];
const small = [...readable, "bernoulliNaiveBayes", "linearSvm", "bayesianRidge"];
const slow = ["network", "gaussianProcess", "adaBoost"];

export const presets = {
  quick: {
    says: "what is fast to fit: many pipelines in little time, no networks",
    models: (name) => !slow.includes(name),
    ensemble: true,
    members: 8,
    shape: "branches",
  },
  balanced: { says: "all models, and an ensemble of some: the default", ensemble: true, members: 12, shape: "stacks" },
  best: {
    says: "all models, larger ensembles: for the last bit of accuracy",
    ensemble: true,
    members: 25,
    shape: "stacks",
  },
  interpretable: {
    says: "one model that can be read: coefficients, a small tree",
    models: (name) => readable.includes(name),
    ensemble: false,
    members: 1,
    shape: "chains",
  },
  tiny: {
    says: "one small model: kilobytes, microseconds",
    models: (name) => small.includes(name),
    ensemble: false,
    members: 1,
    shape: "chains",
  },
} as const satisfies Readonly<Record<string, Preset>>;

export type PresetName = keyof typeof presets;

/** The parts that a preset tries. */
export const partsFor = (parts: Parts, preset: Preset, own: ReadonlySet<string>, facts: Facts): Parts =>
  new Map(
    [...parts].filter(
      ([name, rule]) =>
        own.has(name) || rule.baseline || rule.role !== "model" || (preset.models?.(name, rule, facts) ?? true),
    ),
  );
