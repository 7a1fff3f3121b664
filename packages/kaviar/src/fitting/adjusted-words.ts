import type { AutofitResult } from "@kaviar/tabular";
import { metricWords, scoreText } from "./scores.ts";

type Adjusted = NonNullable<AutofitResult["adjusted"]>;
type Brought = NonNullable<Adjusted["calibration"]>["brought"][number];

/** What calibration and a threshold have brought: a label and what is said of it. */
export const adjustedWords = (adjusted: Adjusted | undefined): readonly (readonly [label: string, says: string])[] => {
  if (adjusted === undefined) return [];
  const { on, calibration, threshold } = adjusted;
  const where = on === "holdout" ? "there" : "on rows held out";
  return [
    ...(calibration
      ? [
          [
            "calibration",
            calibration.method === undefined
              ? "left out: no better on rows held out"
              : `by ${calibration.method}, ${where}: ${calibration.brought.map(broughtText).join(", ")}`,
          ] as const,
        ]
      : []),
    ...(threshold ? [["threshold", `${scoreText(threshold.at)}, ${where}: ${broughtText(threshold)}`] as const] : []),
  ];
};

/** `log loss 0.312 → 0.298` */
const broughtText = ({ metric, before, after }: Brought): string =>
  `${metricWords(metric)} ${scoreText(before)} → ${scoreText(after)}`;
