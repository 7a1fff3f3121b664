import type { Facts } from "./facts.ts";
import type { PartRule, Parts } from "./grammar.ts";

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
  /** Whether inner models and unions are tried, or plain chains alone. */
  readonly plain: boolean;
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
    plain: false,
  },
  balanced: { says: "all models, and an ensemble of some: the default", ensemble: true, members: 12, plain: false },
  best: {
    says: "all models, larger ensembles: for the last bit of accuracy",
    ensemble: true,
    members: 25,
    plain: false,
  },
  interpretable: {
    says: "one model that can be read: coefficients, a small tree",
    models: (name) => readable.includes(name),
    ensemble: false,
    members: 1,
    plain: true,
  },
  tiny: {
    says: "one small model: kilobytes, microseconds",
    models: (name) => small.includes(name),
    ensemble: false,
    members: 1,
    plain: true,
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
