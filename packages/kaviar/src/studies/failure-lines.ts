import { oneLine, type Style } from "@kaviar/base/text";
import type { Trial } from "@kaviar/tune";

/** Why a trial failed, and where in the objective that was thrown. */
export const failureLines = (title: string, { error = "", stack = "" }: Trial, style: Style): string[] => [
  style.red(`${title}: ${oneLine(error)}`),
  ...stack
    .split("\n")
    .filter((line) => line !== "")
    .slice(0, 3)
    .map((line) => style.dim(`  ${oneLine(line)}`)),
];
