import { jsonRecord } from "../arguments/readers.ts";
import { command } from "../command/command.ts";
import { exitCode } from "../command/exit-code.ts";
import { UsageError } from "../command/usage-error.ts";
import { withStudyAt } from "../studies/open.ts";
import { jsonOption, storageOption } from "../studies/storage-option.ts";
import { paramsLine } from "../text/params.ts";

export const enqueue = command({
  usage: "enqueue NAME --params JSON",
  about: "Says which point to try next. Parameters that are left out are up to the sampler.",
  examples: [`kaviar enqueue digits --params '{"rate": 0.1}'`],
  words: ["NAME"],
  options: {
    params: { takes: "JSON", read: jsonRecord, about: "The point, nested as the objective gets it" },
    ...storageOption,
    ...jsonOption,
  },
  run: ({ words, options: { params, storage, json } }) => {
    if (params === undefined)
      throw new UsageError("A point to try needs --params.", `Such as --params '{"rate": 0.1}'.`);
    return withStudyAt(storage, words[0]!, async (study) => {
      const number = await study.enqueue(params);
      process.stdout.write(
        json ? `${JSON.stringify({ number })}\n` : `Trial ${number} of "${study.name}" waits: ${paramsLine(params)}\n`,
      );
      return exitCode.ok;
    });
  },
});
