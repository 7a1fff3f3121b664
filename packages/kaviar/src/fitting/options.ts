import type { ThresholdMetric } from "@kaviar/tabular";
import { placementOptions } from "../agents/placement-options.ts";
import { count, duration, oneOf, text, whole, wholeFrom } from "../arguments/readers.ts";
import { UsageError } from "../command/usage-error.ts";
import { watchOption } from "../dashboard/while-shown.ts";
import { earlierStudy } from "../studies/earlier-study.ts";
import { columnsGiven } from "./columns-given.ts";
import { presetNames } from "./presets.ts";
import { metricName } from "./scores.ts";

/** Rows that the search never sees: a share of them, those of a file, or none. */
export type HoldoutGiven = number | "none" | { readonly file: string };

const holdout = (given: string, option: string): HoldoutGiven => {
  if (given === "none") return given;
  const share = given.trim() === "" ? Number.NaN : Number(given);
  if (share > 0 && share < 1) return share;
  if (Number.isNaN(share) && given.trim() !== "") return { file: given };
  throw new UsageError(`${option} must be a share of the rows between 0 and 1, "none" or a file: got "${given}".`);
};

const thresholds: Readonly<Record<ThresholdMetric, true>> = {
  f1: true,
  balancedAccuracy: true,
  accuracy: true,
  matthewsCorrelation: true,
  cohenKappa: true,
  intersectionOverUnion: true,
};

const thresholdNames = Object.keys(thresholds) as readonly ThresholdMetric[];

/** What there is to say of agents beside the time, which is that of the search, and an image, which may be a column. */
const { time: _, image: __, ...ofAgents } = placementOptions;

export const namesOfAgents = Object.keys(ofAgents) as readonly (keyof typeof ofAgents)[];

export const fitOptions = {
  target: { takes: "COLUMN", read: text, about: "The column to predict" },
  time: { takes: "TIME", read: duration, about: "How long it takes in all, writing included: 60s, 10m, 1h (60s)" },
  evaluations: {
    takes: "N",
    read: count,
    about: "How many pipelines to evaluate instead: the same result each time, for any number of workers",
  },
  trials: {
    takes: "N",
    read: count,
    about: "How many networks to try instead of a time, for images, sequences, texts and --networks",
  },
  epochs: {
    takes: "N",
    read: count,
    about: "With --trials: how many epochs a network is trained for at most",
  },
  networks: { about: "Search for a network instead of a pipeline, where DATA is a table" },
  image: {
    takes: "COLUMN",
    read: text,
    about: "The column of paths to images, in a table of them; with --on kubernetes the image that has the program",
  },
  size: {
    takes: "PIXELS",
    read: count,
    about: "The side of the square that images are stretched to (by what they are like)",
  },
  text: { takes: "COLUMN", read: text, about: "The column of texts to read, word by word" },
  columns: {
    takes: "NAMES",
    read: columnsGiven,
    about: "Columns that a network sees beside --image or --text: names with commas between them, or all (none)",
  },
  sequence: { about: "Each file of the folder is a sequence, its rows are steps" },
  series: {
    takes: "COLUMN",
    read: text,
    about: "In one long table: the column that says which sequence a row belongs to",
  },
  metric: {
    takes: "NAME",
    read: metricName,
    about: "What is to become best: rocAuc (of two classes), logLoss (of more), rmse (of numbers), f1, mae, …",
  },
  preset: { takes: "NAME", read: oneOf(presetNames), about: `${presetNames.join(", ")} (balanced)` },
  folds: { takes: "N", read: wholeFrom(2), about: "How many folds each pipeline is scored on (5)" },
  workers: { takes: "N", read: count, about: "How many processes evaluate at once (as many as there are cores)" },
  group: {
    takes: "COLUMN",
    read: text,
    about: "Rows of one group are on one side of every split (customers, patients); it is no feature then",
  },
  "time-column": {
    takes: "COLUMN",
    read: text,
    about: "What comes later is predicted from what came before; it stays a feature",
  },
  holdout: {
    takes: "WHICH",
    read: holdout,
    about: "Rows that the search never sees, for the honest score: a share, a file, or none (0.2)",
  },
  prefer: {
    takes: "WHICH",
    read: oneOf(["best", "simple"]),
    about: "The best there is, or the simplest pipeline within one standard error of it (best)",
  },
  calibrate: { about: "Make probabilities of classes mean what they say, by rows held out" },
  threshold: {
    takes: "NAME",
    read: oneOf(thresholdNames),
    about: `Where two classes are told apart so that this is best: ${thresholdNames.join(", ")}`,
  },
  sample: {
    takes: "ROWS",
    read: count,
    about: "How many rows, drawn by chance, the search looks at (all that fit into memory)",
  },
  seed: { takes: "N", read: whole, about: "The same seed and --evaluations: the same result (0)" },
  out: { takes: "FOLDER", read: text, about: "Where to write it (the name of the file, with -kaviar)" },
  "warm-start": {
    takes: "STUDY",
    read: earlierStudy,
    about: "Try the best pipelines of another search early: its study here, or sqlite:FILE#NAME, postgres://…#NAME",
  },
  ...ofAgents,
  artifacts: {
    takes: "PLACE",
    read: text,
    about:
      "With --on: where machines share rows and models: s3://BUCKET/PREFIX or a folder (KAVIAR_ARTIFACTS, else here)",
  },
  resume: { about: "Go on with a search that was begun: nothing is evaluated twice" },
  ...watchOption,
} as const;
