import { jsonRecord } from "../arguments/readers.ts";
import { defineCommand } from "../command/command.ts";
import { UsageError } from "../command/usage-error.ts";
import { withStudyAt } from "../studies/open.ts";
import { paramsLine } from "../studies/params.ts";
import { storageOption } from "../studies/storage-option.ts";

export const command = defineCommand({
  usage: "enqueue NAME --params JSON",
  about: "Says which point to try next. Parameters that are left out are up to the sampler.",
  examples: [`kaviar enqueue digits --params '{"rate": 0.1}'`],
  words: ["NAME"],
  options: {
    params: { takes: "JSON", read: jsonRecord, about: "The point, nested as the objective gets it" },
    ...storageOption,
  },
  run: ({ words, options: { params, storage } }) => {
    if (params === undefined)
      throw new UsageError("A point to try needs --params.", `Such as --params '{"rate": 0.1}'.`);
    return withStudyAt(storage, words[0]!, async (study) => {
      const number = await study.enqueue(params);
      return { data: { number }, lines: [`Trial ${number} of "${study.name}" waits: ${paramsLine(params)}`] };
    });
  },
});
