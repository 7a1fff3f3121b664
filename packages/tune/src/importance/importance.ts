import { anything, flag, type OptionsOf, oneOf } from "@kaviar/base/check";
import { TuneError } from "../error.ts";
import { options } from "../options.ts";
import type { Dimension, Tag } from "../space/dimension.ts";
import type { History } from "../trial/history.ts";
import { fanova } from "./fanova.ts";
import { pedAnova } from "./ped-anova.ts";
import { priorOrder, tagOf } from "./prior-order.ts";
import { mergeDimensions } from "./regimes.ts";
import { type ImportanceTarget, samplesOf } from "./target.ts";

const read = options("importance", {
  /** `"fanova"`: what explains the variance, but for outliers. `"pedAnova"`: what tells the best tenth from the rest. */
  method: oneOf("fanova", "pedAnova").default("fanova"),
  /** What is to be explained; needed where there are several objectives. */
  objective: anything<ImportanceTarget>().optional(),
  /** With `"fanova"`: what pairs of parameters explain beyond each alone, too. */
  interactions: flag.default(false),
});

export type ImportanceOptions = OptionsOf<typeof read>;

/** How much one parameter, or one pair, mattered. */
export interface Importance {
  /** The parameter; of a pair, both with × between. */
  readonly name: string;
  /** The parameters themselves: one, or two of a pair. */
  readonly parameters: readonly string[];
  /** With `"fanova"` a share of the variance, with the others a share of the sum. */
  readonly importance: number;
  /** `"prior"`: too few trials yet; this is the order that networks usually show. */
  readonly method: "fanova" | "pedAnova" | "prior";
  /** How many trials it rests on: the complete ones in which the parameter was active. */
  readonly trials: number;
  /** Whether it belongs to the model or to its training, by its tag or else by its name. */
  readonly tag: Tag | undefined;
}

/** With fewer complete trials than this, the order is the prior one: the first ranks of a forest are noise. */
const enough = 10;

/**
 * Which parameters mattered, most first. Until there are enough trials, the order in which they usually matter, marked
 * as `prior`.
 *
 * ```ts
 * await study.importance();                 // [{ name: "rate", importance: 0.76, method: "fanova", trials: 200, … }, …]
 * ```
 * Shares of variance over the whole space: a parameter with little may still decide among the best, which is what
 * `"pedAnova"` tells.
 */
export const importanceOf = (
  history: History,
  space: readonly Dimension[],
  given: ImportanceOptions = {},
): readonly Importance[] => {
  const { method, objective, interactions } = read(given);
  if (interactions && method !== "fanova")
    throw new TuneError("bad-options", `\`interactions\` are of "fanova": got them with "${method}".`, {
      remedy: "Leave one of the two out.",
    });
  const samples = samplesOf(history, objective);
  const seen = history.trials.flatMap((trial) => (trial?.state === "complete" ? [trial.dimensions] : []));
  const known = mergeDimensions(seen);
  const names = new Set(known.map(({ name }) => name));
  const dimensions = [...known, ...space.filter(({ name }) => !names.has(name))].map((dimension) => {
    const tag = dimension.tag ?? space.find(({ name }) => name === dimension.name)?.tag;
    return tag === undefined ? dimension : { ...dimension, tag };
  });
  const tags = new Map(dimensions.map((dimension) => [dimension.name, tagOf(dimension)]));
  if (samples.length < enough)
    return priorOrder(dimensions).map(({ dimension: { name }, importance }) => ({
      name,
      parameters: [name],
      importance,
      method: "prior",
      trials: 0,
      tag: tags.get(name),
    }));
  const explained =
    method === "fanova" ? fanova(dimensions, samples, { seed: 0, interactions }) : pedAnova(dimensions, samples);
  return explained
    .map(({ names: parameters, share, samples: trials }) => ({
      name: parameters.join(" × "),
      parameters,
      importance: share,
      method,
      trials,
      tag: parameters.length === 1 ? tags.get(parameters[0]!) : undefined,
    }))
    .sort((a, b) => b.importance - a.importance || (a.name < b.name ? -1 : 1));
};
