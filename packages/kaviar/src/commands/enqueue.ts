import { declaredSpace, type Json } from "@kaviar/tune";
import { jsonRecord } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { UsageError } from "../command/usage-error.ts";
import { recordOf, withStudyAt } from "../studies/open.ts";
import { pointLine } from "../studies/params.ts";
import { storageOption } from "../studies/storage-option.ts";

export const command = defineCommand({
  usage: "enqueue NAME --params JSON [--attributes JSON] [--skip-if-exists]",
  about: "Says which point to try next. Parameters that are left out are up to the sampler.",
  examples: [`kaviar enqueue digits --params '{"rate": 0.1}'`],
  words: ["NAME"],
  options: {
    params: { takes: "JSON", read: jsonRecord, about: "The point, nested as the objective gets it" },
    attributes: { takes: "JSON", read: jsonRecord, about: "What is kept with its trial: who asks for it, and why" },
    "skip-if-exists": { about: "Enqueue nothing where a trial has this point already" },
    ...storageOption,
  },
  run: ({ words, options: { params, attributes, "skip-if-exists": skipIfExists = false, storage } }) => {
    if (params === undefined)
      throw new UsageError("A point to try needs --params.", `Such as --params '{"rate": 0.1}'.`);
    return withStudyAt(storage, words[0]!, async (study, opened) => {
      const number = await study.enqueue(params, {
        skipIfExists,
        ...(attributes !== undefined && { attributes: attributes as Readonly<Record<string, Json>> }),
      });
      const { state } = study.trials[number]!;
      const point = pointLine(params, declaredSpace(await recordOf(opened, study.name)));
      const line = `Trial ${number} of "${study.name}" ${state === "waiting" ? "waits" : `is ${state}`}: ${point}`;
      return { data: { number }, lines: [line] };
    });
  },
});
