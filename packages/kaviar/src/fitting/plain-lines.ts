import { oneLine, type Style } from "@kaviar/base/text";
import type { AutofitEvent } from "@kaviar/tabular";
import { baselineLine, bestText, finishingText } from "./lines.ts";
import type { Progress } from "./progress.ts";

/** Lines that stay, on a terminal too: what was decided on the way, and what everybody compares with. */
export const lastingLines = (before: Progress, event: AutofitEvent, after: Progress, style: Style): string[] => {
  if (event.kind === "read") return event.notes.map((note) => style.dim(`  ${oneLine(note)}`));
  if (event.kind === "resumed") return [`  goes on with ${event.evaluated} pipelines that were evaluated before`];
  return after.baselines.slice(before.baselines.length).map((baseline) => baselineLine(after, baseline, style));
};

/** Where no picture can be drawn: a line for what is worth one, which are the best so far and what comes after. */
export const lineOf = (before: Progress, event: AutofitEvent, after: Progress, style: Style): string | undefined => {
  if (event.kind === "finishing") return `  ${finishingText(event.doing)}`;
  // What everybody compares with has its line already.
  const isBaseline = after.baselines.length > before.baselines.length;
  if (event.kind !== "scored" || !event.best || isBaseline) return undefined;
  return `  ${style.green("★")} trial ${event.candidate.trial}  ${bestText(after)}`;
};
