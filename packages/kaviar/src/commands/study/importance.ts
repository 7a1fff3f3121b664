import { oneLine, table } from "@kaviar/base/text";
import type { ImportanceTarget } from "@kaviar/tune";
import { oneOf, whole } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { UsageError } from "../../command/usage-error.ts";
import { lookAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

const barCells = 20;

/** An objective by its place, else a name: of one, of a duration, or of an attribute. */
const target = (given: string, option: string): ImportanceTarget =>
  /^-?\d+(\.\d+)?$/.test(given) ? whole(given, option) : given;

const options = {
  method: { takes: "WHICH", read: oneOf(["fanova", "pedAnova"]), about: "fanova or pedAnova (fanova)" },
  objective: {
    takes: "WHICH",
    read: target,
    about: "What is explained: an objective by name or from 0 on, duration, or an attribute of the trials (0)",
  },
  interactions: { about: "What pairs of parameters explain beyond each alone, too (with fanova)" },
  ...storageOption,
} as const;

export const command = defineCommand({
  usage: "study importance NAME [--method pedAnova] [--objective WHICH]",
  about: `Says which parameters mattered, most first: the share of the objective's variance that each explains (fanova), or
how much each tells the best tenth of the trials from the others (pedAnova).`,
  examples: [
    "kaviar study importance digits --method pedAnova",
    "kaviar study importance digits --objective duration",
    "kaviar study importance front --objective 1",
  ],
  words: ["NAME"],
  options,
  run: ({ words, options: { storage, method, objective, interactions } }, { style, columns: width }) =>
    lookAt(storage, words[0]!, async (study) => {
      if (objective === undefined && study.directions.length > 1)
        throw new UsageError(
          `Importance explains one number, "${study.name}" has ${study.directions.length} objectives.`,
          "Say which, from 0: --objective 0.",
        );
      const shares = await study.importance({
        ...(method !== undefined && { method }),
        ...(objective !== undefined && { objective }),
        ...(interactions && { interactions }),
      });
      const rows = shares.map(({ name, importance, trials }) => [
        oneLine(name),
        `${(100 * importance).toFixed(1)}%`,
        style.cyan("━".repeat(Math.round(Math.min(Math.max(importance, 0), 1) * barCells))).padEnd(barCells),
        String(trials),
      ]);
      const columns = [
        { title: "parameter" },
        { title: "share", align: "right" },
        { title: "" },
        { title: "trials", align: "right" },
      ] as const;
      const lines = table(columns, rows, { width, head: style.dim });
      if (shares.some(({ method }) => method === "prior"))
        lines.push("Too few complete trials yet: this is the order in which parameters usually matter.");
      return { data: shares, lines };
    }),
});
