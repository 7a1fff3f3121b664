import type { Question } from "../contract/sampler.ts";

/** The constants of CMA-ES for n coordinates and λ trials a generation. (Hansen 2016, table 1) */
export interface Strategy {
  readonly n: number;
  readonly lambda: number;
  readonly mu: number;
  /** By rank: positive ones sum to 1, the negative ones make the update active. */
  readonly weights: Float64Array;
  readonly weightSum: number;
  readonly muEff: number;
  readonly c1: number;
  readonly cMu: number;
  readonly cC: number;
  readonly cSigma: number;
  readonly dSigma: number;
  /** E‖N(0, I)‖ */
  readonly chi: number;
  /** Generations for which the eigenvectors of C serve. */
  readonly gap: number;
}

/**
 * λ = 4 + ⌊3 ln n⌋, where n counts the categorical parameters too. A distribution of n coordinates takes some 5n generations
 * to learn its shape: when the budget is too small for these, generations get smaller, down to 6 trials. They are never
 * smaller than the number of trials that run at once, which all come from one distribution.
 */
export const populationFor = (n: number, { trials = Infinity, concurrency }: Question["budget"]): number =>
  Math.max(6, concurrency, Math.min(4 + Math.floor(3 * Math.log(Math.max(n, 1))), Math.floor(trials / (5 * n))));

export const strategyOf = (n: number, lambda: number): Strategy => {
  const mu = Math.floor(lambda / 2);
  const raw = Float64Array.from({ length: lambda }, (_, i) => Math.log((lambda + 1) / 2) - Math.log(i + 1));
  const effective = (weights: Float64Array): number => sum(weights) ** 2 / sum(weights.map((w) => w * w));
  const muEff = effective(raw.subarray(0, mu));
  const muEffMinus = effective(raw.subarray(mu));
  const c1 = 2 / ((n + 1.3) ** 2 + muEff);
  const cMu = Math.min(1 - c1 - 1e-8, (2 * (muEff - 2 + 1 / muEff)) / ((n + 2) ** 2 + muEff));
  const least = Math.min(1 + c1 / cMu, 1 + (2 * muEffMinus) / (muEff + 2), (1 - c1 - cMu) / (n * cMu));
  const positive = sum(raw.filter((w) => w > 0));
  const negative = -sum(raw.filter((w) => w < 0));
  const weights = raw.map((w) => (w >= 0 ? w / positive : (w * least) / negative));
  const cSigma = (muEff + 2) / (n + muEff + 5);
  return {
    n,
    lambda,
    mu,
    weights,
    weightSum: sum(weights),
    muEff,
    c1,
    cMu,
    cC: (4 + muEff / n) / (n + 4 + (2 * muEff) / n),
    cSigma,
    dSigma: 1 + 2 * Math.max(0, Math.sqrt((muEff - 1) / (n + 1)) - 1) + cSigma,
    chi: Math.sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n)),
    gap: Math.max(1, Math.round(0.5 / (n * (c1 + cMu)))),
  };
};

const sum = (xs: Float64Array): number => xs.reduce((a, b) => a + b, 0);
