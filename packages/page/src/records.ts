import { h } from "./element.ts";
import { formatNumber, formatValue } from "./format.ts";
import { isPrinted, onPrint } from "./on-print.ts";
import { scrolling } from "./scrolling.ts";
import { select } from "./select.ts";

export type Cell = string | number | boolean | null | undefined;

export interface Column<Row> {
  readonly name: string;
  /** What it is sorted and searched by, and shown too where `show` says nothing else. */
  readonly of: (row: Row) => Cell;
  readonly show?: (row: Row) => string | Node;
  /** Attributes of its cells; numbers stand right without. */
  readonly look?: (row: Row) => Readonly<Record<string, string>>;
}

export interface RecordsOptions<Row> {
  readonly rows: readonly Row[];
  readonly columns: readonly Column<Row>[];
  /** What a select narrows the rows down by: the word before it, the name of "no matter which", and each row's group. */
  readonly groups?: { readonly label: string; readonly all: string; readonly of: (row: Row) => string };
  /** How many rows are shown at once; 50 unless said. */
  readonly atOnce?: number;
  /** What is shown where the pointer rests on a row. */
  readonly hint?: (row: Row) => string | undefined;
  /** Where a row leads: its first cell is a link there, and a click anywhere in it follows. */
  readonly address?: (row: Row) => string;
}

/**
 * Many records as a table: sortable by each column, filtered by group and by words, a page of rows at a time, however many
 * there are.
 */
export const records = <Row>({
  rows: all,
  columns,
  groups,
  atOnce = 50,
  hint,
  address,
}: RecordsOptions<Row>): readonly HTMLElement[] => {
  const body = h("tbody");
  const says = h("span", { role: "status" });
  const [back, next] = [h("button", { type: "button" }, "Back"), h("button", { type: "button" }, "Next")];
  const search = h("input", {
    type: "search",
    placeholder: "find in all columns",
    "aria-label": "Find in all columns",
  });
  const view = { by: 0, up: true, page: 0, group: "", words: "" };
  const heads = columns.map(({ name }) => h("th", { scope: "col" }, h("button", { type: "button" }, name)));

  const show = () => {
    const words = view.words.toLowerCase();
    const rows = all.filter(
      (row) =>
        (view.group === "" || groups?.of(row) === view.group) &&
        (words === "" ||
          columns.some(({ of }) =>
            String(of(row) ?? "")
              .toLowerCase()
              .includes(words),
          )),
    );
    const { of } = columns[view.by]!;
    rows.sort((a, b) => compare(of(a), of(b), view.up));
    const pages = Math.max(Math.ceil(rows.length / atOnce), 1);
    view.page = Math.min(view.page, pages - 1);
    const from = view.page * atOnce;
    body.replaceChildren(
      ...rows.slice(from, from + atOnce).map((row) => rowOf(row, columns, hint?.(row), address?.(row))),
    );
    says.textContent =
      rows.length === 0 ? "none" : `${from + 1}–${Math.min(from + atOnce, rows.length)} of ${rows.length}`;
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
  const choice = () => {
    if (groups === undefined) return undefined;
    const names = [...new Set(all.map(groups.of))];
    return select(groups.label, [groups.all, ...names], 0, (i) => change({ group: names[i - 1] ?? "" }));
  };
  show();
  const table = h("table", { class: "records" }, h("thead", {}, h("tr", {}, ...heads)), body);
  const frame = scrolling(table);
  onPrint(() => fitPaper(frame, table));
  return [h("div", { class: "controls" }, choice(), search, back, next, says), frame];
};

/** A sheet is so much wider on its side. */
const aside = 1.45;

/** What is too wide for a sheet lies on its side, and is made smaller until all columns are on it: paper does not scroll. */
const fitPaper = (frame: HTMLElement, table: HTMLElement): void => {
  table.style.zoom = "";
  const isWide = isPrinted() && table.scrollWidth > frame.clientWidth;
  frame.classList.toggle("wide", isWide);
  if (isWide) table.style.zoom = String(Math.min((aside * frame.clientWidth) / table.scrollWidth, 1));
};

const rowOf = <Row>(
  row: Row,
  columns: readonly Column<Row>[],
  title: string | undefined,
  address: string | undefined,
): HTMLElement => {
  const cells = columns.map((column, i) => cellOf(row, column, i === 0 ? address : undefined));
  const element = h("tr", { title, class: address === undefined ? undefined : "leads" }, ...cells);
  if (address !== undefined)
    element.addEventListener("click", ({ target }) => {
      // Who marks words to copy them does not want to leave.
      if ((target as Element).closest("a") === null && String(getSelection()) === "") location.href = address;
    });
  return element;
};

const cellOf = <Row>(row: Row, { of, show, look }: Column<Row>, address: string | undefined): HTMLElement => {
  const value = of(row);
  const plain = typeof value === "number" ? { class: "number", title: formatNumber(value) } : {};
  const shown = show?.(row) ?? formatValue(value);
  return h("td", look?.(row) ?? plain, address === undefined ? shown : h("a", { href: address }, shown));
};

/** Numbers by size, others by their text; what is missing comes last either way. */
const compare = (a: Cell, b: Cell, up: boolean): number => {
  if (a === undefined || b === undefined) return Number(a === undefined) - Number(b === undefined);
  const sign = up ? 1 : -1;
  if (typeof a === "number" && typeof b === "number") return sign * (a < b ? -1 : a > b ? 1 : 0);
  return sign * String(a).localeCompare(String(b));
};
