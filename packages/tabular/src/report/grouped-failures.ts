import type { Failed } from "../autofit/result.ts";
import type { FitReport } from "./fit-report.ts";
import { shownWords } from "./shown-words.ts";

const mostReasons = 30;
const mostWords = 3;
const longestReason = 600;

/** Failures by their reason, the commonest first; numbers do not tell reasons apart. */
export const groupedFailures = (failures: readonly Failed[]): FitReport["failures"] => {
  const groups = new Map<string, { readonly reason: string; times: number; readonly words: string[] }>();
  for (const { words, error } of failures) {
    const key = error.replace(/[-+]?\d[\d.]*(e[-+]?\d+)?/gi, "#");
    const group = groups.get(key) ?? { reason: shownWords(error, longestReason), times: 0, words: [] };
    group.times++;
    if (group.words.length < mostWords) group.words.push(shownWords(words));
    groups.set(key, group);
  }
  return [...groups.values()].sort((a, b) => b.times - a.times).slice(0, mostReasons);
};
