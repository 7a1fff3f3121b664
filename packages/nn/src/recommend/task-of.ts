import { didYouMean } from "@kaviar/base/check";
import { listed } from "@kaviar/base/text";
import { short } from "../doctor/rules/contract/wording.ts";
import { ModelError } from "../error.ts";
import type { TargetFacts } from "./facts.ts";
import type { Choice, RecommendTask } from "./recommendation.ts";

/** A task, and what in the targets speaks for it. */
interface Seen {
  readonly task: RecommendTask;
  readonly why: string;
}

/** What targets of each task are like, and whether these are. */
const laws: {
  readonly [Task in RecommendTask]: { readonly says: string; fits(y: TargetFacts): boolean };
} = {
  binary: { says: "0 and 1, or two texts", fits: (y) => y.width === 1 && everyOf(y, (v) => v === 0 || v === 1) },
  classes: {
    says: "whole numbers from 0 on, texts, or rows of zeros and a one",
    fits: (y) => (y.width === 1 ? everyOf(y, isCount) : isOneHot(y)),
  },
  labels: {
    says: "rows of several zeros and ones",
    fits: (y) => y.width > 1 && everyOf(y, (v) => v === 0 || v === 1),
  },
  signs: { says: "−1 and 1", fits: (y) => everyOf(y, (v) => v === -1 || v === 1) },
  numbers: { says: "numbers", fits: (y) => y.names === undefined },
  counts: { says: "numbers of at least 0", fits: (y) => y.names === undefined && everyOf(y, (v) => v >= 0) },
  shares: { says: "numbers from 0 to 1", fits: (y) => y.names === undefined && everyOf(y, (v) => v >= 0 && v <= 1) },
  autoencoder: { says: "the inputs: none are given", fits: () => false },
};

/** The task that is meant: the one that is told, if the targets are such, or what they look like. */
export const taskOf = (y: TargetFacts | undefined, told: RecommendTask | undefined): Choice & Seen => {
  if (told !== undefined && !Object.hasOwn(laws, told)) {
    const tasks = Object.keys(laws);
    throw new ModelError("options", `A task is one of ${tasks.join(", ")}: got ${JSON.stringify(told)}.`, {
      remedy: didYouMean(String(told), tasks, "Leave it out: the targets tell mostly."),
    });
  }
  const seen = y === undefined ? ofInputs : seenIn(y);
  if (told !== undefined && told !== seen.task && (y === undefined || !laws[told].fits(y))) {
    throw new ModelError("labels", `Targets of the task "${told}" are ${laws[told].says}: ${got(y)}.`, {
      remedy: `These look like the task "${seen.task}".`,
    });
  }
  const task = told ?? seen.task;
  const why =
    told === undefined
      ? seen.why
      : `It was told; ${told === seen.task ? "and so it looks: " : "by itself it looks otherwise: "}${seen.why}`;
  // Texts are names, whatever else numbers might be.
  const instead = y?.names ? [] : insteadOf[task];
  return { task, why, choice: task, instead, topic: topics[task] };
};

const ofInputs: Seen = { task: "autoencoder", why: "There is no y: the inputs are to be given back." };

const got = (y: TargetFacts | undefined): string =>
  y === undefined
    ? "there is no y"
    : `got ${y.names ? listed(y.names) : listed([...new Set(Array.from(y.values))].map(short))}`;

const topics: { readonly [Task in RecommendTask]: string } = {
  binary: "losses",
  classes: "softmax-regression",
  labels: "losses",
  signs: "hinge",
  numbers: "losses",
  counts: "poisson",
  shares: "losses",
  autoencoder: "losses",
};

const insteadOf: { readonly [Task in RecommendTask]: Choice["instead"] } = {
  binary: [{ choice: "labels", when: "a row may have several labels, each yes or no" }],
  classes: [
    { choice: "counts", when: "the numbers say how often something happened, and are no names" },
    { choice: "numbers", when: "the classes have an order, and to be off by one is better than by two" },
  ],
  labels: [{ choice: "classes", when: "exactly one of them holds for a row" }],
  signs: [{ choice: "binary", when: "probabilities are wanted: write 0 and 1" }],
  numbers: [{ choice: "counts", when: "they say how often something happened" }],
  counts: [
    { choice: "classes", when: "the numbers are names" },
    { choice: "numbers", when: "they measure something, such as years" },
  ],
  shares: [{ choice: "numbers", when: "they only happen to lie between 0 and 1" }],
  autoencoder: [],
};

const everyOf = ({ values }: TargetFacts, holds: (value: number) => boolean): boolean => {
  for (let i = 0; i < values.length; i++) if (!holds(values[i]!)) return false;
  return true;
};

const isCount = (value: number): boolean => Number.isInteger(value) && value >= 0;

const isOneHot = (y: TargetFacts): boolean => {
  if (!everyOf(y, (v) => v === 0 || v === 1)) return false;
  for (let i = 0; i < y.values.length; i += y.width) {
    let sum = 0;
    for (let j = 0; j < y.width; j++) sum += y.values[i + j]!;
    if (sum !== 1) return false;
  }
  return true;
};

/** More different whole numbers are no classes, unless they have names. */
const mostClasses = 20;

const seenIn = (y: TargetFacts): Seen => {
  const { width, values, names } = y;
  if (names !== undefined)
    return {
      task: names.length === 2 ? "binary" : "classes",
      why: `The targets are ${names.length} texts: ${listed(names)}.`,
    };
  if (width > 1) {
    if (isOneHot(y)) return { task: "classes", why: `Each row of targets has ${width} numbers, a one among zeros.` };
    return laws.labels.fits(y)
      ? { task: "labels", why: `Each row of targets has ${width} zeros and ones, and not always a single one.` }
      : { task: "numbers", why: `Each row of targets has ${width} numbers.` };
  }
  if (laws.binary.fits(y)) return { task: "binary", why: "The targets are 0 and 1." };
  if (laws.signs.fits(y)) return { task: "signs", why: "The targets are −1 and 1." };
  if (everyOf(y, isCount)) return ofWholeNumbers(values);
  if (laws.shares.fits(y)) return { task: "shares", why: "All targets lie between 0 and 1." };
  return { task: "numbers", why: "The targets are numbers, some of them not whole or below 0." };
};

/** Classes have numbers one after the other and rows in each; counts thin out to a tail. */
const ofWholeNumbers = (values: ArrayLike<number>): Seen => {
  const rows = new Map<number, number>();
  for (let i = 0; i < values.length; i++) rows.set(values[i]!, (rows.get(values[i]!) ?? 0) + 1);
  const different = [...rows.keys()].sort((a, b) => a - b);
  const most = different.at(-1)!;
  const mean = Array.from(values).reduce((sum, value) => sum + value / values.length, 0);
  const variance = Array.from(values).reduce((sum, value) => sum + (value - mean) ** 2 / values.length, 0);
  const shareOf = (value: number) => (rows.get(value) ?? 0) / values.length;
  const upper = different.filter((value) => 2 * value > most);
  const isTail = different.length >= 4 && mean < 0.4 * most && Math.min(...upper.map(shareOf)) < 0.02;
  const isDense = most === different.length - 1 && different.length <= mostClasses;
  if (isDense && !isTail)
    return {
      task: "classes",
      why: `The targets are the whole numbers 0 to ${most}, each with ${least(rows)} rows or more.`,
    };
  // A count is hardly ever spread less than one of independent events; who measures seldom gets a 0.
  if (shareOf(0) >= 0.005 && variance >= 0.5 * mean)
    return {
      task: "counts",
      why: `The targets are whole numbers from 0 on, thinning out to ${most}; their mean is ${short(mean)}, their variance ${short(variance)}.`,
    };
  return { task: "numbers", why: `The targets are ${different.length} different whole numbers up to ${short(most)}.` };
};

const least = (rows: ReadonlyMap<number, number>): number => Math.min(...rows.values());
