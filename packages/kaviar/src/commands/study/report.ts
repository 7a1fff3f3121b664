import { resolve } from "node:path";
import { renderReport } from "@kaviar/tune";
import { text } from "../../arguments/readers.ts";
import { defineCommand } from "../../command/command.ts";
import { writePage } from "../../command/write-page.ts";
import { withStudyAt } from "../../studies/open.ts";
import { storageOption } from "../../studies/storage-option.ts";

export const command = defineCommand({
  usage: "study report NAME [--out report.html]",
  about: "Writes a study as one HTML file with its plots, which needs no network.",
  words: ["NAME"],
  options: {
    out: { takes: "FILE", read: text, about: "Where to write it (report.html)" },
    ...storageOption,
  },
  run: ({ words, options: { out = "report.html", storage } }) =>
    withStudyAt(storage, words[0]!, async (study) => {
      const page = await renderReport(study);
      const file = resolve(out);
      await writePage(file, page);
      return { data: { report: file }, lines: [`Wrote ${out}: open it in a browser.`] };
    }),
});
