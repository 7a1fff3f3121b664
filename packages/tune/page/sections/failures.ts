import { h, list, section } from "@kaviar/page";
import type { PageStudy } from "../page-study.ts";
import { trialLink } from "../trial-address.ts";
import { withoutNumbers } from "../without-numbers.ts";

const most = 30;

/** What failed and why: one row for each message, the commonest first. Numbers in messages do not tell them apart. */
export const failures = ({ trials }: PageStudy): HTMLElement | undefined => {
  const failed = trials.filter(({ state }) => state === "failed");
  if (failed.length === 0) return undefined;
  const groups = new Map<string, { text: string; numbers: number[] }>();
  for (const { number, error = "no reason was given" } of failed) {
    const key = withoutNumbers(error, "#");
    const group = groups.get(key) ?? { text: error, numbers: [] };
    group.numbers.push(number);
    groups.set(key, group);
  }
  const sorted = [...groups.values()].sort((a, b) => b.numbers.length - a.numbers.length);
  const rows = sorted
    .slice(0, most)
    .map(({ text, numbers }) => [
      h("td", {}, String(numbers.length)),
      h("td", { class: "wrap" }, text.slice(0, 600)),
      h(
        "td",
        { class: "wrap" },
        ...numbers.slice(0, 12).flatMap((number, i) => [i === 0 ? "" : ", ", trialLink(number)]),
        numbers.length > 12 ? " …" : "",
      ),
    ]);
  return section(
    "Failures",
    `${failed.length} of ${trials.length} trials failed.${sorted.length > most ? ` The ${most} commonest reasons of ${sorted.length}.` : ""}`,
    list(["times", "what went wrong", "trials"], rows),
  );
};
