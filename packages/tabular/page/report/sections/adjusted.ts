import { h, list, section, shownScore } from "@kaviar/page";
import type { AdjustedShown, FitReport } from "../../../src/report/fit-report.ts";

/** What calibration and a threshold have brought. */
export const adjusted = ({ adjusted: done, classes, honest }: FitReport): HTMLElement | undefined => {
  if (!done) return undefined;
  const { on, calibration, threshold } = done;
  const where =
    on === "holdout" && honest ? `the ${honest.rows} rows that the search never saw` : "rows held out of their folds";
  const rows = [...(calibration?.method === undefined ? [] : calibration.brought), ...(threshold ? [threshold] : [])];
  const table =
    rows.length === 0
      ? undefined
      : list(
          ["", "before", "after"],
          rows.map(({ title, before, after }) => [
            h("th", { scope: "row" }, title),
            h("td", {}, shownScore(before)),
            h("td", {}, shownScore(after)),
          ]),
        );
  return section(
    "Probabilities and labels",
    `${[...calibrationWords(calibration), ...thresholdWords(threshold, classes)].join(" ")}${table ? ` Before and after, on ${where}:` : ""}`,
    table,
  );
};

const methods: Readonly<Record<string, string>> = {
  sigmoid: "a curve through their log-odds (Platt)",
  isotonic: "rising steps (isotonic)",
  temperature: "one temperature for all classes",
};

const calibrationWords = (calibration: AdjustedShown["calibration"]): readonly string[] => {
  if (!calibration) return [];
  const { method } = calibration;
  return [
    method === undefined
      ? "The probabilities are as the model says them: no way to calibrate them is better on rows held out."
      : `The probabilities are calibrated by ${methods[method] ?? method}.`,
  ];
};

const thresholdWords = (threshold: AdjustedShown["threshold"], classes: readonly string[]): readonly string[] =>
  threshold
    ? [
        `“${classes[1]}” is said where its probability was above ${shownScore(threshold.at)}, which is best for ${threshold.title}; the probabilities are moved so that this is 0.5, and are no shares of rows any more.`,
      ]
    : [];
