import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Bred, Change } from "./bred.ts";
import { box, descentOf, layOut, neighbourOf, type Placed } from "./lay-out.ts";
import { madeBy } from "./operators.ts";

interface TreeProps {
  readonly bred: readonly Bred[];
  readonly chosen: number | undefined;
  /** Scores between which colours reach. */
  readonly scores: readonly [low: number, high: number];
  choose(number: number): void;
}

/** What stands before a part in its box. */
export const marks: { readonly [C in Change]: string } = { first: "", kept: "", changed: "≈", crossed: "×", new: "+" };

/** All pipelines, a generation a column, and who comes from whom. Arrow keys go from box to box. */
export const Tree = ({ bred, chosen, scores, choose }: TreeProps) => {
  const { placed, width, height } = useMemo(() => layOut(bred), [bred]);
  const generations = [...new Set(bred.map(({ generation }) => generation))];
  const at = new Map(placed.map((each) => [each.bred.number, each]));
  const line = chosen === undefined ? new Set<number>() : descentOf(chosen, bred);
  const canvas = useRef<HTMLDivElement>(null);
  // The latest generation is what one looks for.
  useEffect(() => {
    const scroll = canvas.current?.parentElement;
    if (scroll) scroll.scrollLeft = scroll.scrollWidth;
  }, [width]);
  const walk = (event: KeyboardEvent, from: Placed): void => {
    const next = neighbourOf(from, event.key, placed);
    if (next === undefined) return;
    event.preventDefault();
    choose(next.bred.number);
    canvas.current?.querySelector<HTMLElement>(`[data-number="${next.bred.number}"]`)?.focus();
  };
  return (
    <div class="bred-scroll">
      <div class="bred-tree" ref={canvas} style={{ width: `${width}px`, height: `${height}px` }}>
        <div class="bred-generations" style={{ height: `${box.top}px`, gap: `${box.across}px` }}>
          {generations.map((generation) => (
            <span key={generation} style={{ width: `${box.width}px` }}>
              generation {generation + 1}
            </span>
          ))}
        </div>
        <svg width={width} height={height} aria-hidden="true">
          {placed.map((child) =>
            child.bred.parents.map((parent, i) => (
              <path
                key={`${child.bred.number} ${i}`}
                class={line.has(child.bred.number) && line.has(parent) ? "bred-arrow descent" : "bred-arrow"}
                d={arrow(at.get(parent)!, child, i)}
              />
            )),
          )}
        </svg>
        {placed.map((each) => (
          <Box
            key={each.bred.number}
            {...each}
            scores={scores}
            isChosen={each.bred.number === chosen}
            isInLine={line.has(each.bred.number)}
            choose={choose}
            walk={(event) => walk(event, each)}
          />
        ))}
      </div>
    </div>
  );
};

/** From the right of a parent to the left of a child. */
const arrow = (parent: Placed, child: Placed, which: number): string => {
  const [x, y] = [parent.left + box.width, parent.top + parent.height / 2];
  const [toX, toY] = [child.left - 1, child.top + box.head / 2 + 12 * which];
  const bend = Math.max((toX - x) / 2, 16);
  return `M${x} ${y}C${x + bend} ${y} ${toX - bend} ${toY} ${toX} ${toY}m-5 -3l5 3l-5 3`;
};

interface BoxProps extends Placed {
  readonly scores: TreeProps["scores"];
  readonly isChosen: boolean;
  readonly isInLine: boolean;
  choose(number: number): void;
  walk(event: KeyboardEvent): void;
}

const Box = ({ bred, left, top, height, scores: [low, high], isChosen, isInLine, choose, walk }: BoxProps) => {
  const { number, score, state, parts, gone, parents, operator } = bred;
  const share = score === undefined ? 0 : Math.min(Math.max((score - low) / Math.max(high - low, 1e-9), 0), 1);
  const classes = ["bred-box", bred.left !== undefined && "left", isInLine && "descent", bred.isFront && "front"];
  return (
    <button
      type="button"
      class={classes.filter(Boolean).join(" ")}
      style={{
        left: `${left}px`,
        top: `${top}px`,
        width: `${box.width}px`,
        height: `${height}px`,
        "--score": `${Math.round(100 * share)}%`,
      }}
      aria-pressed={isChosen}
      tabIndex={isChosen ? 0 : -1}
      data-number={number}
      onClick={() => choose(number)}
      onKeyDown={walk}
    >
      <span class="bred-head">
        <span>
          <span class="unseen">Pipeline </span>
          {number}
        </span>
        <b>{state === "scored" ? score!.toFixed(3) : state}</b>
      </span>
      {parts.map(({ kind, change }, i) => (
        <span key={i} class={`bred-part ${change}`}>
          <i>{marks[change]}</i>
          {kind}
        </span>
      ))}
      {gone.map((kind, i) => (
        <span key={`gone ${i}`} class="bred-part gone">
          <i>−</i>
          <s>{kind}</s>
        </span>
      ))}
      <span class="unseen">
        {madeBy(operator, parents)}
        {bred.left !== undefined && ", no longer in the population"}
        {bred.isFront && ", on the front"}
      </span>
    </button>
  );
};

/** A score in words, or what there is instead of one. */
export const scoreOf = ({ state, score }: Bred): string =>
  state === "failed" ? "failed" : `${score?.toFixed(3) ?? "no score"}${state === "stopped" ? ", stopped" : ""}`;
