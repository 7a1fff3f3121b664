import { resolve } from "node:path";
import { renderReport } from "@kaviar/tune";
import { text } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { pageOnStdout } from "../../command/page-on-stdout.ts";
import { writeWhole } from "../../command/write-whole.ts";
import { lookAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study report NAME [--out report.html]",
  about: "Writes a study as one HTML file with its plots, which needs no network.",
  examples: [
    "kaviar study report digits --out reports/digits.html",
    "kaviar study report digits --out - | gzip > digits.html.gz",
  ],
  words: ["NAME"],
  options: {
    out: { takes: "FILE", read: text, about: "Where to write it (report.html); - for stdout" },
    ...storageOption,
  },
  run: ({ words, options: { out = "report.html", storage } }) =>
    lookAt(storage, words[0]!, async (study) => {
      const page = await renderReport(study);
      if (out === "-") return pageOnStdout(page, { study: study.name });
      await writeWhole(out, page);
      return { data: { report: resolve(out) }, lines: [`Wrote ${out}: open it in a browser.`] };
    }),
});
