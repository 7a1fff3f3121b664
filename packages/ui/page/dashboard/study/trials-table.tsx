import { useSignal } from "@preact/signals";
import type { RefObject } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import type { StudySummary } from "../../../src/reading/study-summary.ts";
import { address, addressWith, go } from "../address.ts";
import { comparing, reordered, sorted } from "../table/order.ts";
import type { Filtered } from "./study-page.tsx";
import { TableChoices } from "./table-choices.tsx";
import { columnsOf, isSame, type TableColumn } from "./table-columns.ts";

interface TrialsTableProps {
  readonly study: StudySummary;
  readonly shown: Filtered;
  /** Where the focus goes when a trial is closed. */
  readonly opener: RefObject<HTMLElement | null>;
}

/** In pixels: every row is as high, so that those on the screen are known without looking. */
const rowHeight = 30;
const headHeight = 36;
const beyond = 8;

/** All trials, of which only the rows on the screen are made. */
export const TrialsTable = ({ study, shown, opener }: TrialsTableProps) => {
  const { table } = shown;
  const { sort, up, hide, differs } = address.value;
  const order = useOrder(shown, sort, up);
  const all = columnsOf(study, table);
  const chosen = all.filter(({ key }) => key === "number" || !hide.includes(key));
  const same = useMemo(
    () => new Set(differs ? chosen.filter((column) => isSame(column, order)).map(({ key }) => key) : []),
    [differs, order, chosen.length],
  );
  const columns = chosen.filter(({ key }) => key === "number" || !same.has(key));
  const scroller = useRef<HTMLDivElement>(null);
  const view = useSignal({ top: 0, height: 480 });
  const focus = useSignal<number | undefined>(undefined);

  useLayoutEffect(() => {
    const element = scroller.current!;
    const look = () => {
      view.value = { top: element.scrollTop, height: element.clientHeight };
    };
    look();
    element.addEventListener("scroll", look, { passive: true });
    return () => element.removeEventListener("scroll", look);
  }, []);

  const first = Math.max(Math.floor(view.value.top / rowHeight) - beyond, 0);
  const last = Math.min(Math.ceil((view.value.top + view.value.height) / rowHeight) + beyond, order.length);
  const rows = [...order.subarray(first, last)];

  const linkAt = (place: number) => scroller.current!.querySelector<HTMLElement>(`a[data-place="${place}"]`);
  // A row that is not on the screen is not there to be focused until it was scrolled to.
  useLayoutEffect(() => {
    if (focus.value === undefined) return;
    linkAt(focus.value)?.focus({ preventScroll: true });
    focus.value = undefined;
  }, [focus.value, first]);

  const toPlace = (place: number) => {
    const element = scroller.current!;
    const to = Math.min(Math.max(place, 0), order.length - 1);
    if (to * rowHeight < element.scrollTop) element.scrollTop = to * rowHeight;
    const bottom = (to + 1) * rowHeight + headHeight;
    if (bottom > element.scrollTop + element.clientHeight) element.scrollTop = bottom - element.clientHeight;
    view.value = { top: element.scrollTop, height: element.clientHeight };
    const link = linkAt(to);
    if (link === null) focus.value = to;
    else link.focus({ preventScroll: true });
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const place = Number((event.target as HTMLElement).dataset.place ?? Number.NaN);
    const steps: Readonly<Record<string, number>> = {
      ArrowDown: place + 1,
      ArrowUp: place - 1,
      PageDown: place + 12,
      PageUp: place - 12,
      Home: 0,
      End: order.length - 1,
    };
    const to = steps[event.key];
    if (to === undefined || Number.isNaN(place)) return;
    event.preventDefault();
    toPlace(to);
  };

  return (
    <section id="trials" aria-labelledby="trials-title">
      <h2 id="trials-title">Trials</h2>
      <p class="says">
        {shown.count < shown.of ? "The" : "All"} {order.length.toLocaleString("en")}
        {shown.count < shown.of && ` of ${shown.of.toLocaleString("en")} that pass the filter`}, to be sorted by any
        column. A row opens the trial; with the keyboard the arrows go from row to row.
      </p>
      <TableChoices
        study={study.name}
        all={all}
        shown={columns}
        same={chosen.filter(({ key }) => same.has(key))}
        order={order}
      />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard */}
      <section ref={scroller} class="trials" aria-label="Table of trials" tabIndex={0}>
        <div
          class="all"
          style={{ height: `${headHeight + order.length * rowHeight}px`, paddingTop: `${first * rowHeight}px` }}
        >
          <table aria-rowcount={order.length + 1} onKeyDown={onKeyDown}>
            <thead>
              <tr>
                {columns.map(({ key, name, isNumber }) => (
                  <th
                    key={key}
                    scope="col"
                    class={isNumber ? "number" : ""}
                    aria-sort={sort !== key ? undefined : up ? "ascending" : "descending"}
                  >
                    <button
                      type="button"
                      title={name}
                      onClick={() => go({ sort: key, up: sort === key ? !up : key !== "number" })}
                    >
                      {name}
                      <span aria-hidden="true">{sort !== key ? "" : up ? " ↑" : " ↓"}</span>
                    </button>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {rows.map((number, at) => (
                <Row
                  key={number}
                  number={number}
                  place={first + at}
                  columns={columns}
                  open={(link) => {
                    opener.current = link;
                  }}
                />
              ))}
            </tbody>
          </table>
        </div>
      </section>
    </section>
  );
};

/** The order of all trials; what has changed since the last time is put in its place, the rest stays as it was. */
const useOrder = ({ table, version, changed }: Filtered, sort: string, up: boolean): Uint32Array => {
  const kept = useRef<{
    readonly sort: string;
    readonly up: boolean;
    readonly version: number;
    readonly order: Uint32Array;
  }>(undefined);
  const before = kept.current;
  if (before?.sort === sort && before.up === up && before.version === version) return before.order;
  const compare = comparing(table, sort, up);
  const follows = before?.sort === sort && before.up === up && before.version === version - 1;
  const order =
    follows && changed !== undefined ? reordered(table, before.order, changed, compare) : sorted(table, compare);
  kept.current = { sort, up, version, order };
  return order;
};

interface RowProps {
  readonly number: number;
  readonly place: number;
  readonly columns: readonly TableColumn[];
  open(link: HTMLElement): void;
}

const Row = ({ number, place, columns, open }: RowProps) => {
  const row = useRef<HTMLTableRowElement>(null);
  const follow = ({ target }: MouseEvent) => {
    open(row.current!.querySelector("a")!);
    // Who marks words to copy them does not want to leave.
    if ((target as Element).closest("a") === null && String(getSelection()) === "") go({ trial: number });
  };
  return (
    <tr ref={row} aria-rowindex={place + 2} class={place % 2 === 0 ? "even" : ""} onClick={follow}>
      {columns.map(({ key, isNumber, show }) => {
        const text = show(number);
        return (
          <td key={key} class={isNumber ? "number" : ""} title={text}>
            {key === "number" ? (
              <a href={addressWith({ trial: number })} data-place={place}>
                {text}
              </a>
            ) : key === "state" ? (
              <span class="state">
                <i aria-hidden="true" style={{ background: `var(--${text})` }} />
                {text}
              </span>
            ) : (
              text
            )}
          </td>
        );
      })}
    </tr>
  );
};
