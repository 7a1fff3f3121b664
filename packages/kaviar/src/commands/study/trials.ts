import { compareMerit, type Direction, losses, type Merit, type Trial, violation } from "@kaviar/tune";
import { count, oneOf, someOf } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { UsageError } from "../../command/usage-error.ts";
import { lookAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";
import { studyCommand } from "../../studies/study-command.ts";
import { durationOf } from "../../studies/summary.ts";
import { trialData } from "../../studies/trial-data.ts";
import { trialTable } from "../../studies/trial-table.ts";

const options = {
  state: {
    takes: "STATE",
    read: someOf(["complete", "pruned", "failed", "running", "waiting"]),
    about: "Only those: complete, pruned, failed, running, waiting, or several with commas",
  },
  sort: {
    takes: "KEY",
    read: oneOf(["number", "value", "duration"]),
    about: "By number, value (best first) or duration",
  },
  limit: { takes: "N", read: count, about: "Only the first N" },
  ...storageOption,
} as const;

export const command = defineCommand({
  usage: "study trials NAME [--state complete] [--sort value]",
  about: "Lists the trials of a study.",
  words: ["NAME"],
  options,
  run: ({ words, options: { state, sort = "number", limit, storage } }, { style, columns }) =>
    lookAt(storage, words[0]!, async (study, { url }) => {
      if (sort === "value" && study.directions.length > 1)
        throw new UsageError(
          `--sort value needs one objective, "${study.name}" has ${study.directions.length}.`,
          `See the front: ${studyCommand("study best", study.name, url)}`,
        );
      const chosen = study.trials
        .filter((trial) => state === undefined || state.includes(trial.state))
        .sort(orders[sort](study.directions))
        .slice(0, limit);
      return {
        data: chosen.map(trialData),
        lines: chosen.length === 0 ? ["No trials."] : trialTable(study, chosen, style, columns),
      };
    }),
});

type Order = (directions: readonly Direction[]) => (a: Trial, b: Trial) => number;

const orders: Readonly<Record<"number" | "value" | "duration", Order>> = {
  number: () => (a, b) => a.number - b.number,
  value: (directions) => (a, b) =>
    compareMerit(meritIn(a, directions), meritIn(b, directions)) ||
    compare(lossIn(a, directions), lossIn(b, directions)) ||
    a.number - b.number,
  duration: () => (a, b) => compare(durationOf(a) ?? Infinity, durationOf(b) ?? Infinity) || a.number - b.number,
};

/** Compares two infinities too, whose difference is no number. */
const compare = (a: number, b: number): number => (a < b ? -1 : a > b ? 1 : 0);

/** What is not complete comes after all that is, by the value it got to. */
const meritIn = (trial: Trial, directions: readonly Direction[]): Merit => ({
  loss: lossIn(trial, directions),
  violation: trial.state === "complete" ? violation(trial) : Infinity,
});

/** A trial without a value comes after all that have one. */
const lossIn = ({ values }: Trial, directions: readonly Direction[]): number =>
  values === undefined ? Infinity : losses(values, directions)[0]!;
