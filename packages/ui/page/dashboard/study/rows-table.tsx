import { useSignal } from "@preact/signals";
import type { ComponentChildren, RefObject } from "preact";
import { useLayoutEffect, useRef } from "preact/hooks";
import { addressWith, go } from "../address.ts";

/** A column of a table of trials. */
export interface RowsColumn {
  readonly key: string;
  readonly name: string;
  readonly isNumber: boolean;
  /** Its words are given more room than others. */
  readonly isWide?: boolean;
  show(number: number): string;
  /** What stands there, where that is more than a text. */
  cell?(number: number): ComponentChildren;
}

interface RowsTableProps {
  readonly name: string;
  readonly columns: readonly RowsColumn[];
  /** The column by whose link a row opens its trial. */
  readonly link: string;
  /** Numbers of trials, as they are shown. */
  readonly order: Uint32Array;
  readonly sort: string;
  readonly up: boolean;
  onSort(key: string): void;
  /** Where the focus goes when a trial is closed. */
  readonly opener: RefObject<HTMLElement | null>;
}

/** In pixels: every row is as high, so that those on the screen are known without looking. */
const rowHeight = 30;
const headHeight = 36;
const beyond = 8;

/** A table of any number of trials, of which only the rows on the screen are made. */
export const RowsTable = ({ name, columns, link, order, sort, up, onSort, opener }: RowsTableProps) => {
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
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls is reached by the keyboard
    <section ref={scroller} class="trials" aria-label={name} tabIndex={0}>
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
                  <button type="button" title={name} onClick={() => onSort(key)}>
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
                link={link}
                open={(link) => {
                  opener.current = link;
                }}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
};

interface RowProps {
  readonly number: number;
  readonly place: number;
  readonly columns: readonly RowsColumn[];
  readonly link: string;
  open(link: HTMLElement): void;
}

const Row = ({ number, place, columns, link, open }: RowProps) => {
  const row = useRef<HTMLTableRowElement>(null);
  const follow = ({ target }: MouseEvent) => {
    open(row.current!.querySelector("a")!);
    // Who marks words to copy them does not want to leave.
    if ((target as Element).closest("a") === null && String(getSelection()) === "") go({ trial: number });
  };
  return (
    <tr ref={row} aria-rowindex={place + 2} class={place % 2 === 0 ? "even" : ""} onClick={follow}>
      {columns.map(({ key, isNumber, isWide, show, cell }) => {
        const text = show(number);
        return (
          <td key={key} class={isNumber ? "number" : isWide ? "wide-words" : ""} title={text}>
            {key === link ? (
              <a href={addressWith({ trial: number })} data-place={place}>
                {text}
              </a>
            ) : key === "state" ? (
              <span class="state">
                <i aria-hidden="true" style={{ background: `var(--${text})` }} />
                {text}
              </span>
            ) : (
              (cell?.(number) ?? text)
            )}
          </td>
        );
      })}
    </tr>
  );
};
