import { facts, formatDuration, formatNumber, formatValue, h, list } from "@kaviar/page";
import type { ReportTrial } from "../src/report/report-data.ts";
import { compileSpace } from "../src/space/compile-space.ts";
import { isInternal, stackAttribute } from "../src/trial/attributes.ts";
import type { TrialOrigin } from "../src/trial/origin.ts";
import type { Json } from "../src/trial/record.ts";
import type { PageStudy } from "./page-study.ts";
import { trialLink } from "./trial-address.ts";

const origins: Readonly<Record<TrialOrigin, string>> = {
  sampler: "the sampler",
  drawn: "the study, at random",
  enqueued: "somebody, enqueued",
  "enqueued-part": "somebody in part, enqueued",
  "warm-start": "an earlier study",
  "warm-start-part": "an earlier study in part",
  added: "somebody, added as it ran elsewhere",
};

/** What is known of a trial, but for what it reported. */
export const trialWords = (study: PageStudy, trial: ReportTrial): readonly HTMLElement[] => [
  facts([...values(study, trial), ...times(trial)]),
  ...proposed(trial),
  ...failure(trial),
  h(
    "div",
    { class: "two" },
    part("Parameters", parameters(study, trial)),
    h(
      "div",
      {},
      part("Constraints", constraints(trial)),
      part("Attributes", attributes(trial)),
      part("As the objective got it", given(study, trial)),
    ),
  ),
];

const part = (title: string, content: HTMLElement | undefined): HTMLElement | undefined =>
  content === undefined ? undefined : h("div", { class: "part" }, h("h3", {}, title), content);

const values = (study: PageStudy, { number, values: all }: ReportTrial): (readonly [string, string])[] =>
  (all ?? []).flatMap((value, objective) => {
    const share = study.ranks(objective).get(number);
    const count = study.ranks(objective).size;
    const place = share === undefined ? "" : ` · ${Math.round(share * (count - 1)) + 1} of ${count}`;
    return [[study.objectiveLabel(objective), `${formatNumber(value)}${place}`] as const];
  });

const times = ({ startedAt, finishedAt, attempt }: ReportTrial): (readonly [string, string])[] => [
  ...(startedAt === undefined ? [] : [["started", new Date(startedAt).toLocaleString()] as const]),
  ...(startedAt === undefined || finishedAt === undefined
    ? []
    : [["took", formatDuration(finishedAt - startedAt)] as const]),
  ...(attempt > 1 ? [["attempt", String(attempt)] as const] : []),
];

/** Who proposed it, and why. */
const proposed = ({ sampler, origin, why, cloneOf }: ReportTrial): readonly HTMLElement[] => {
  const by = [sampler, origin === undefined || origin === "sampler" ? undefined : origins[origin]].filter(Boolean);
  const parts = [
    by.length === 0 ? undefined : `Proposed by ${by.join("; given by ")}`,
    why === undefined ? undefined : `${by.length === 0 ? "" : ": "}${why}`,
    cloneOf === undefined ? undefined : " It starts from the checkpoint of ",
    cloneOf === undefined ? undefined : trialLink(cloneOf, `trial ${cloneOf}`),
  ].filter((each) => each !== undefined);
  return parts.length === 0 ? [] : [h("p", { class: "says" }, ...parts)];
};

const failure = ({ state, error, attributes }: ReportTrial): readonly HTMLElement[] => {
  if (error === undefined) return [];
  const stack = attributes[stackAttribute];
  const words = typeof stack === "string" ? `${error}\n\n${stack}` : error;
  // One that was run again may have failed before.
  return [
    h("h3", {}, state === "failed" ? "Why it failed" : "Why it failed before"),
    h("pre", { class: "error" }, words),
  ];
};

const rows = (pairs: readonly (readonly [name: string, value: string, look?: string])[]): HTMLElement | undefined =>
  pairs.length === 0
    ? undefined
    : list(
        [],
        pairs.map(([name, value, look = ""]) => [
          h("th", { scope: "row", class: "wrap" }, name),
          h("td", { class: `wrap ${look}` }, value),
        ]),
      );

const parameters = (study: PageStudy, trial: ReportTrial): HTMLElement | undefined =>
  rows([
    ...Object.entries(trial.params).map(([name, value]) => [name, formatValue(value)] as const),
    ...study.constants(trial).map(({ name, value }) => [name, `${formatValue(value)} (constant)`, "constant"] as const),
  ]);

const constraints = (trial: ReportTrial): HTMLElement | undefined =>
  rows(
    Object.entries(trial.constraints).map(([name, value]) => [
      `${name} ≤ 0`,
      value > 0 ? `${formatNumber(value)}, broken` : formatNumber(value),
      value > 0 ? "infeasible" : "",
    ]),
  );

const attributes = (trial: ReportTrial): HTMLElement | undefined =>
  rows(
    Object.entries(trial.attributes)
      .filter(([name]) => !isInternal(name))
      .map(([name, value]) => [name, shown(value)]),
  );

const shown = (value: Json): string =>
  typeof value === "object" && value !== null ? JSON.stringify(value) : formatValue(value);

/** Its values as the space nests them: branches, arrays, orders and constants. */
const given = ({ spaces }: PageStudy, { spaceAt, params }: ReportTrial): HTMLElement | undefined => {
  const { declared } = spaces[spaceAt]!;
  if (declared === undefined || Object.keys(params).length === 0) return undefined;
  return h("pre", {}, JSON.stringify(compileSpace(declared).decode(params), null, 2));
};
