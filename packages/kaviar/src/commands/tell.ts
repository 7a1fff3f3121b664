import { toJson } from "@kaviar/base/text";
import type { AskedTrial, Json, Study, Told } from "@kaviar/tune";
import { jsonRecord, number, numbers, text, whole } from "../arguments/readers.ts";
import { defineCommand, type Given } from "../command/command.ts";
import { exitCode } from "../command/exit-code.ts";
import type { Outcome } from "../command/outcome.ts";
import { UsageError } from "../command/usage-error.ts";
import { recordOf, withStorage, withStudy } from "../studies/open.ts";
import { storageOption } from "../studies/storage-option.ts";
import { valuesText } from "../studies/trial-block.ts";
import { trialData } from "../studies/trial-data.ts";
import { prunerNamed } from "../tuning/pruners.ts";

const options = {
  value: { takes: "X", read: number, about: "Its value" },
  values: { takes: "X,Y", read: numbers, about: "Its values, of several objectives" },
  failed: { takes: "WHY", read: text, about: "It failed, and why" },
  pruned: { about: "It was stopped early; with --value, at this one" },
  report: { takes: "X", read: numbers, about: "It goes on: what it is at, of several objectives X,Y" },
  step: { takes: "N", read: whole, about: "The step of the report: an epoch, a fold" },
  pruner: { takes: "NAME", read: text, about: "Who says whether it should stop there: asha, median, …" },
  attributes: { takes: "JSON", read: jsonRecord, about: "What is to be kept with it, by name" },
  constraints: { takes: "JSON", read: jsonRecord, about: "Limits by name, each a number: it holds at 0 or less" },
  ...storageOption,
} as const;

type Options = Given<typeof options>["options"];

export const command = defineCommand({
  usage: "tell NAME NUMBER (--value X | --values X,Y | --failed WHY | --pruned | --report X --step N)",
  about: `Says what a trial came to that was asked for with \`kaviar ask\`. Or, while it runs, what it is at: then it
prints one line of JSON, { number, step, stop }, with \`why\` where it should stop. Attributes and constraints may be
told either way.`,
  examples: [
    "kaviar tell digits 0 --value 0.3 --attributes '{\"parameters\": 12000}'",
    "kaviar tell digits 0 --report 0.4 --step 2 --pruner median | jq -e .stop && kaviar tell digits 0 --pruned",
  ],
  words: ["NAME", "NUMBER"],
  options,
  run: ({ words, options }) => {
    const told = toldBy(options);
    const telling = checkOnTheWay(options, told);
    const [name, given] = words;
    const number = whole(given!, "NUMBER");
    const pruner = options.pruner === undefined ? undefined : prunerNamed(options.pruner);
    return withStorage(options.storage, "change", async (storage) => {
      await recordOf(storage, name!);
      const job = async (study: Study) => {
        const onTheWay = telling ? await tellOnTheWay(await study.running(number), options) : undefined;
        return told === undefined ? onTheWay! : tellEnd(study, number, told);
      };
      return withStudy(storage, name!, job, pruner === undefined ? undefined : { pruner });
    });
  },
});

/** How the trial ended; undefined where it goes on. */
const toldBy = ({ value, values, failed, pruned }: Options): Told | undefined => {
  const given = Object.entries({
    "--value": pruned ? undefined : value,
    "--values": values,
    "--failed": failed,
    "--pruned": pruned,
  })
    .filter(([, each]) => each !== undefined)
    .map(([name]) => name);
  if (given.length > 1)
    throw new UsageError(
      `A trial ends with one of --value, --values, --failed and --pruned: got ${given.join(" and ")}.`,
    );
  if (pruned) return { pruned: value ?? true };
  if (failed !== undefined) return { failed };
  return values ?? value;
};

/** Whether anything is told that is not how the trial ended. */
const checkOnTheWay = ({ report, step, pruner, attributes, constraints }: Options, told: Told | undefined): boolean => {
  if ((report === undefined) !== (step === undefined))
    throw new UsageError(
      `A report says a value and its step: got ${report === undefined ? "no --report" : "no --step"}.`,
      "Such as --report 0.4 --step 2.",
    );
  if (pruner !== undefined && report === undefined)
    throw new UsageError("A pruner judges a report: got --pruner and no --report.");
  for (const [name, value] of Object.entries(constraints ?? {}))
    if (typeof value !== "number")
      throw new UsageError(`--constraints are numbers by name: got ${JSON.stringify(value)} for "${name}".`);
  const isTelling = report !== undefined || attributes !== undefined || constraints !== undefined;
  if (isTelling || told !== undefined) return isTelling;
  throw new UsageError(
    "A trial ends with one of --value, --values, --failed and --pruned: got none.",
    "While it runs, say what it is at: --report X --step N, --attributes JSON, --constraints JSON.",
  );
};

const tellOnTheWay = async (
  trial: AskedTrial,
  { report, step, attributes = {}, constraints = {} }: Options,
): Promise<Outcome> => {
  const { number } = trial;
  for (const [name, value] of Object.entries(attributes)) await trial.setAttribute(name, value as Json);
  for (const [name, value] of Object.entries(constraints)) await trial.constraint(name, value as number);
  if (report === undefined) {
    const kept = [...Object.keys(attributes), ...Object.keys(constraints)];
    return { data: { number, kept }, lines: [`Trial ${number} keeps ${kept.join(", ")}.`] };
  }
  await trial.report(report, step!);
  const said = { number, step, stop: trial.shouldStop, ...(trial.shouldStop && { why: trial.stopReason }) };
  return { data: said, lines: [toJson(said)] };
};

const tellEnd = async (study: Study, number: number, told: Told): Promise<Outcome> => {
  const ended = await study.tell(number, told);
  const { state, values, error } = ended;
  const value = values === undefined ? "no value" : valuesText(values, study.objectives);
  const why = error === undefined ? "" : ` ${error}`;
  // What was told as a value and is none, such as NaN, is kept as a failure: that is not what was meant.
  const isMeant = typeof told === "object" && "failed" in told;
  return {
    data: trialData(ended),
    lines: [`Trial ${number} of "${study.name}" is ${state}: ${value}.${why}`],
    code: state === "failed" && !isMeant ? exitCode.failed : exitCode.done,
  };
};
