import { plural } from "@kaviar/base/text";
import { facts, formatDuration, formatNumber, formatShare, formatValue, h, list, shareBar } from "@kaviar/page";
import { optimizationHistory } from "../../src/report/plots/index.ts";
import { wordsForAims } from "../../src/trial/objectives.ts";
import type { PageStudy } from "../page-study.ts";
import { standingOf, standings } from "../standing.ts";
import { trialLink } from "../trial-address.ts";
import { withoutNumbers } from "../without-numbers.ts";

/** The study in a few facts: what was found, out of how many trials, how long it took, who proposed them. */
export const headline = (study: PageStudy): readonly HTMLElement[] => [
  h("h1", {}, study.name),
  h(
    "p",
    { class: "says" },
    `${wordsForAims(study)} · ${plural(study.trials.length, "trial")} · ${plural(study.parameters.length, "parameter")}`,
  ),
  h("section", { id: "headline" }, best(study), ...tally(study), inShort(study)),
  ...samplers(study),
];

const best = (study: PageStudy): HTMLElement => {
  const leaders = study.directions.map((_, objective) => optimizationHistory(study.history, { objective }).best.at(-1));
  const last = leaders[0];
  if (last === undefined)
    return h(
      "p",
      {},
      study.trials.some(({ state }) => state === "complete")
        ? "No complete trial keeps its constraints."
        : "No trial is complete yet.",
    );
  if (leaders.length > 1)
    return h(
      "div",
      { class: "best" },
      ...leaders.map((leader, objective) => figure(study.objectiveLabel(objective), leader!)),
      h("p", { class: "note" }, "The best of each objective; the Pareto front has all trials that no other beats."),
    );
  const trial = study.trial(last.trial)!;
  return h(
    "div",
    { class: "best" },
    figure(study.objectiveLabel(0), last),
    h(
      "dl",
      { class: "params" },
      ...Object.entries(trial.params).map(([name, value]) => param(name, value)),
      ...study.constants(trial).map(({ name, value }) => param(`${name}, constant`, value)),
    ),
  );
};

const figure = (label: string, { value, trial }: { readonly value: number; readonly trial: number }): HTMLElement =>
  h(
    "div",
    {},
    h("div", { class: "figure" }, formatNumber(value)),
    h("div", { class: "note" }, `best ${label}, `, trialLink(trial, `trial ${trial}`)),
  );

const param = (name: string, value: unknown): HTMLElement =>
  h("div", {}, h("dt", {}, name), h("dd", {}, formatValue(value)));

const tally = ({ trials }: PageStudy): readonly HTMLElement[] => {
  const counts = standings.map((each) => [each, trials.filter((trial) => standingOf(trial) === each).length] as const);
  const present = counts.filter(([, each]) => each > 0);
  if (present.length === 0) return [];
  return shareBar(present.map(([standing, each]) => ({ name: `${each} ${standing}`, size: each, colour: standing })));
};

const inShort = (study: PageStudy): HTMLElement => {
  const { trials, seed, directions, attributes } = study;
  const ran = trials.filter(({ startedAt }) => startedAt !== undefined);
  const ends = ran.map(({ startedAt, finishedAt }) => finishedAt ?? startedAt!);
  const start = ran.reduce((least, { startedAt }) => Math.min(least, startedAt!), Infinity);
  const end = ends.reduce((most, each) => Math.max(most, each), -Infinity);
  const work = ran.reduce((sum, { startedAt, finishedAt }) => sum + ((finishedAt ?? startedAt!) - startedAt!), 0);
  const ended = trials.filter(({ state }) => ["complete", "pruned", "failed"].includes(state)).length;
  const pruned = trials.filter(({ state }) => state === "pruned").length;
  return facts([
    ["from first start to last end", ran.length === 0 ? "–" : formatDuration(end - start)],
    ["time in trials", ran.length === 0 ? "–" : formatDuration(work)],
    ["a trial, on average", ran.length === 0 ? "–" : formatDuration(work / ran.length)],
    ["pruned", ended === 0 ? "–" : formatShare(pruned / ended)],
    [directions.length === 1 ? "direction" : "directions", wordsForAims(study)],
    ["seed", String(seed)],
    ...Object.entries(attributes).map(
      ([name, value]) => [name, typeof value === "string" ? value : JSON.stringify(value)] as const,
    ),
  ]);
};

/** Which samplers proposed how many trials, with their reasons, the commonest first. */
const samplers = ({ trials }: PageStudy): readonly HTMLElement[] => {
  const by = new Map<string, Map<string, number>>();
  for (const { sampler, why = "" } of trials) {
    if (sampler === undefined) continue;
    const reasons = by.get(sampler) ?? new Map<string, number>();
    const words = withoutNumbers(why, "…");
    by.set(sampler, reasons.set(words, (reasons.get(words) ?? 0) + 1));
  }
  if (by.size === 0) return [];
  const total = (reasons: ReadonlyMap<string, number>) => [...reasons.values()].reduce((a, b) => a + b, 0);
  const rows = [...by]
    .sort(([, a], [, b]) => total(b) - total(a))
    .map(([sampler, reasons]) => {
      const common = [...reasons].filter(([why]) => why !== "").sort(([, a], [, b]) => b - a);
      const said = common.slice(0, 3).map(([why, n]) => h("div", {}, `${why} (${n})`));
      return [h("th", {}, sampler), h("td", {}, plural(total(reasons), "trial")), h("td", { class: "wrap" }, ...said)];
    });
  return [h("section", { id: "samplers" }, h("h2", {}, "Who proposed the trials, and why"), list([], rows))];
};
