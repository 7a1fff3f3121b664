import { oneLine, plural, type Style } from "@kaviar/base/text";
import { type StudyEvent, wordsForAims } from "@kaviar/tune";
import { outcomeWords } from "../studies/outcome-words.ts";
import { valuesText } from "../studies/trial-block.ts";
import { paintState } from "../studies/trial-table.ts";
import { timeOf } from "./frame.ts";
import { overOf, type Progress } from "./progress.ts";

/** What a run is, before its first trial. */
export const firstLine = (progress: Progress): string => {
  const { name, workers, storage, total } = progress;
  const over = overOf(progress);
  const trials =
    total === undefined
      ? over === 0
        ? undefined
        : `${plural(over, "trial")} so far`
      : `${over} of ${plural(total, "trial")}`;
  return [`${oneLine(name)}: ${wordsForAims(progress)}`, plural(workers, "worker"), storage, trials]
    .filter(Boolean)
    .join(", ");
};

/** One line for each trial that ends; undefined for what is not worth one. */
export const lineOf = (
  event: StudyEvent,
  { objectives }: Pick<Progress, "objectives">,
  style: Style,
): string | undefined => {
  switch (event.kind) {
    case "told": {
      const { number, state, values, sampler = "" } = event.trial;
      const cells = [
        `trial ${number}`,
        paintState(state, style),
        valuesText(values, objectives),
        timeOf(event.trial),
        sampler,
        outcomeWords(event.trial, style),
      ];
      return `${cells.filter((cell) => cell !== "").join("  ")}${event.best ? "  ← best" : ""}`;
    }
    case "requeued":
      return `trial ${event.number}  back in the queue: ${oneLine(event.why)}`;
    case "promoted":
      return `trial ${event.number}  promoted`;
    default:
      return undefined;
  }
};
