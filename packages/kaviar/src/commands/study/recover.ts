import { mkdir } from "node:fs/promises";
import { dirname } from "node:path";
import { oneLine, plural } from "@kaviar/base/text";
import { recover as recoverFile } from "@kaviar/tune";
import { text } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { shellWord } from "../../command/shell-word.ts";

export const command = defineCommand({
  usage: "study recover FILE [--out RECOVERED]",
  about: `Writes what can be read of a damaged file of studies into a new one, also where its header is gone. The damaged
one is not changed.`,
  examples: ["kaviar study recover kaviar.db", "kaviar study list --storage sqlite:kaviar.recovered.db"],
  words: ["FILE"],
  options: {
    out: { takes: "FILE", read: text, about: "The new file (beside it: kaviar.recovered.db of kaviar.db)" },
  },
  run: async ({ words, options }) => {
    const from = words[0]!.replace(/^sqlite:/, "");
    const to = options.out ?? from.replace(/(\.\w+)?$/, ".recovered$1");
    await mkdir(dirname(to), { recursive: true });
    const { studies, trials, damage } = await recoverFile(from, to);
    const lines = [
      ...damage.map((each) => `Lost: ${oneLine(each)}`),
      `Recovered ${studies === 1 ? "1 study" : `${studies} studies`} with ${plural(trials, "trial")} in ${to}.`,
      `See them: kaviar study list --storage ${shellWord(`sqlite:${to}`)}`,
    ];
    return { data: { file: to, studies, trials, damage }, lines };
  },
});
