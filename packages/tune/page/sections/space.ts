import { formatValue, h, list, section } from "@kaviar/page";
import type { ReportTrial } from "../../src/report/report-data.ts";
import { constantsOf } from "../../src/space/constants.ts";
import type { Condition } from "../../src/space/dimension.ts";
import { conditionText, domainText } from "../../src/space/domain-text.ts";
import type { PageStudy } from "../page-study.ts";

/** So many rows are read at once; more are folded away. */
const most = 16;

/** What could be chosen, and what was the same for all. */
export const space = (study: PageStudy): HTMLElement | undefined => {
  const row = (name: string, what: string, when: Condition | undefined) => [
    h("th", { scope: "row" }, name),
    h("td", { class: "wrap" }, what),
    h("td", {}, when === undefined ? "" : conditionText(when)),
  ];
  const rows = [
    ...study.parameters.map(({ name, domain, when }) => row(name, domainText(domain), when)),
    ...constants(study).map(({ name, what, when }) => row(name, what, when)),
  ];
  if (rows.length === 0) return undefined;
  const [first, rest] = [rows.slice(0, most), rows.slice(most)];
  const head = ["parameter", "what it may be", "when"];
  return section(
    "Space",
    "What the trials were drawn from.",
    list(head, first),
    rest.length > 0 ? h("details", {}, h("summary", {}, `and ${rest.length} more`), list(head, rest)) : undefined,
  );
};

/** Each constant with its values: a program may have declared it otherwise on the way. */
const constants = (study: PageStudy) => {
  const all = new Map<string, { readonly when: Condition | undefined; readonly values: Map<string, number[]> }>();
  study.spaces.forEach(({ declared }, at) => {
    const numbers = study.trials.filter(({ spaceAt }) => spaceAt === at).map(({ number }: ReportTrial) => number);
    for (const { name, value, when } of constantsOf(declared ?? {})) {
      const known = all.get(name) ?? { when, values: new Map<string, number[]>() };
      all.set(name, known);
      const text = formatValue(value);
      known.values.set(text, [...(known.values.get(text) ?? []), ...numbers]);
    }
  });
  return [...all].map(([name, { when, values }]) => ({ name, when, what: `constant ${saidOf(values)}` }));
};

const saidOf = (values: ReadonlyMap<string, readonly number[]>): string =>
  values.size === 1
    ? [...values.keys()][0]!
    : [...values].map(([text, numbers]) => `${text} from trial ${Math.min(...numbers)}`).join(", ");
