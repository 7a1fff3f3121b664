import type { Told } from "@kaviar/tune";
import { number, numbers, text, whole } from "../arguments/readers.ts";
import { defineCommand, type Given } from "../command/command.ts";
import { exitCode } from "../command/exit-code.ts";
import { UsageError } from "../command/usage-error.ts";
import { withStudyAt } from "../studies/open.ts";
import { storageOption } from "../studies/storage-option.ts";
import { valuesText } from "../studies/trial-block.ts";
import { trialData } from "../studies/trial-data.ts";

const options = {
  value: { takes: "X", read: number, about: "Its value" },
  values: { takes: "X,Y", read: numbers, about: "Its values, of several objectives" },
  failed: { takes: "WHY", read: text, about: "It failed, and why" },
  pruned: { about: "It was stopped early; with --value, at this one" },
  ...storageOption,
} as const;

export const command = defineCommand({
  usage: "tell NAME NUMBER (--value X | --values X,Y | --failed WHY | --pruned [--value X])",
  about: "Says what a trial came to that was asked for with `kaviar ask`.",
  words: ["NAME", "NUMBER"],
  options,
  run: ({ words, options }) => {
    const told = toldBy(options);
    const trial = whole(words[1]!, "NUMBER");
    return withStudyAt(options.storage, words[0]!, async (study) => {
      const ended = await study.tell(trial, told);
      const { number, state, values, error } = ended;
      const value = values === undefined ? "no value" : valuesText(values, study.objectives);
      const why = error === undefined ? "" : ` ${error}`;
      // What was told as a value and is none, such as NaN, is kept as a failure: that is not what was meant.
      const code = state === "failed" && options.failed === undefined ? exitCode.failed : exitCode.done;
      return {
        data: trialData(ended),
        lines: [`Trial ${number} of "${study.name}" is ${state}: ${value}.${why}`],
        code,
      };
    });
  },
});

const toldBy = ({ value, values, failed, pruned }: Given<typeof options>["options"]): Told => {
  const given = Object.entries({
    "--value": pruned ? undefined : value,
    "--values": values,
    "--failed": failed,
    "--pruned": pruned,
  })
    .filter(([, each]) => each !== undefined)
    .map(([name]) => name);
  if (given.length !== 1)
    throw new UsageError(
      `A trial ends with one of --value, --values, --failed and --pruned: got ${given.join(" and ") || "none"}.`,
    );
  if (pruned) return { pruned: value ?? true };
  if (failed !== undefined) return { failed };
  return values ?? value!;
};
