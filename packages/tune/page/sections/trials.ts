import type { ReportTrial } from "../../src/report/report-data.ts";
import { h } from "../element.ts";
import { formatDuration, formatNumber, formatValue } from "../format.ts";
import type { PageStudy } from "../page-study.ts";
import { section, select } from "../section.ts";

type Cell = string | number | boolean | null | undefined;
interface Column {
  readonly name: string;
  readonly of: (trial: ReportTrial) => Cell;
  readonly show?: (value: Cell) => string;
}

const rowsAtOnce = 50;

/** All trials, sortable by each column, filtered by state and by words. A page of rows at a time, however many there are. */
export const trials = (study: PageStudy): HTMLElement | undefined => {
  if (study.trials.length === 0) return undefined;
  const columns = columnsOf(study);
  const body = h("tbody");
  const says = h("span", { role: "status" });
  const [back, next] = [h("button", { type: "button" }, "Back"), h("button", { type: "button" }, "Next")];
  const search = h("input", {
    type: "search",
    placeholder: "find in all columns",
    "aria-label": "Find in all columns",
  });
  const view = { by: 0, up: true, page: 0, state: "", words: "" };
  const heads = columns.map(({ name }) => h("th", { scope: "col" }, h("button", { type: "button" }, name)));

  const show = () => {
    const words = view.words.toLowerCase();
    const rows = study.trials.filter(
      (trial) =>
        (view.state === "" || trial.state === view.state) &&
        (words === "" ||
          columns.some(({ of }) =>
            String(of(trial) ?? "")
              .toLowerCase()
              .includes(words),
          )),
    );
    const { of } = columns[view.by]!;
    rows.sort((a, b) => compare(of(a), of(b), view.up) || a.number - b.number);
    const pages = Math.max(Math.ceil(rows.length / rowsAtOnce), 1);
    view.page = Math.min(view.page, pages - 1);
    const from = view.page * rowsAtOnce;
    body.replaceChildren(...rows.slice(from, from + rowsAtOnce).map((trial) => rowOf(trial, columns)));
    says.textContent =
      rows.length === 0 ? "none" : `${from + 1}–${Math.min(from + rowsAtOnce, rows.length)} of ${rows.length}`;
    back.disabled = view.page === 0;
    next.disabled = view.page >= pages - 1;
    for (const [i, head] of heads.entries())
      if (i === view.by) head.setAttribute("aria-sort", view.up ? "ascending" : "descending");
      else head.removeAttribute("aria-sort");
  };
  const change = (patch: Partial<typeof view>) => {
    Object.assign(view, { page: 0 }, patch);
    show();
  };

  for (const [i, head] of heads.entries())
    head.firstChild!.addEventListener("click", () => change({ by: i, up: view.by === i ? !view.up : true }));
  back.addEventListener("click", () => change({ page: view.page - 1 }));
  next.addEventListener("click", () => change({ page: view.page + 1 }));
  search.addEventListener("input", () => change({ words: search.value }));
  const states = ["", ...new Set(study.trials.map(({ state }) => state))];
  const names = states.map((state) => state || "all states");
  show();
  return section(
    "Trials",
    "Every trial; click a column to sort by it.",
    h(
      "div",
      { class: "controls" },
      select("show", names, 0, (i) => change({ state: states[i]! })),
      search,
      back,
      next,
      says,
    ),
    h("div", { class: "scroll" }, h("table", { class: "trials" }, h("thead", {}, h("tr", {}, ...heads)), body)),
  );
};

const columnsOf = ({ trials: all, directions, parameters }: PageStudy): readonly Column[] => {
  const attributes = new Set(
    all.flatMap((trial) => Object.keys(trial.attributes)).filter((name) => !name.startsWith("kaviar:")),
  );
  const has = (of: (trial: ReportTrial) => unknown) => all.some((trial) => of(trial) !== undefined);
  return [
    { name: "trial", of: ({ number }) => number },
    { name: "state", of: ({ state }) => state },
    ...directions.map((_, i) => ({
      name: directions.length === 1 ? "value" : `value ${i + 1}`,
      of: ({ values }: ReportTrial) => values?.[i],
    })),
    ...(has(({ error }) => error) ? [{ name: "error", of: ({ error }: ReportTrial) => error }] : []),
    ...parameters.map(({ name }) => ({ name, of: ({ params }: ReportTrial) => params[name] })),
    {
      name: "took",
      of: ({ startedAt, finishedAt }) =>
        startedAt === undefined || finishedAt === undefined ? undefined : finishedAt - startedAt,
      show: (value) => (value === undefined ? "" : formatDuration(value as number)),
    },
    ...(has(({ sampler }) => sampler) ? [{ name: "sampler", of: ({ sampler }: ReportTrial) => sampler }] : []),
    ...[...attributes].map((name) => ({
      name,
      of: ({ attributes: own }: ReportTrial): Cell => {
        const value = own[name];
        return typeof value === "object" && value !== null ? JSON.stringify(value) : value;
      },
    })),
  ];
};

const rowOf = (trial: ReportTrial, columns: readonly Column[]): HTMLElement =>
  h(
    "tr",
    { title: trial.why },
    ...columns.map(({ name, of, show = formatValue }) => {
      const value = of(trial);
      if (name === "state") return h("td", { class: "state", style: `color:var(--${trial.state})` }, trial.state);
      const kind = name === "error" ? "error" : typeof value === "number" ? "number" : undefined;
      return h("td", { class: kind, title: typeof value === "number" ? formatNumber(value) : undefined }, show(value));
    }),
  );

/** Numbers by size, others by their text; what is missing comes last either way. */
const compare = (a: Cell, b: Cell, up: boolean): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const sign = up ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a < b ? -1 : a > b ? 1 : 0);
  return sign * String(a).localeCompare(String(b));
};
