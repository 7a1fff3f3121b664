import type { Bred } from "./bred.ts";

/** Sizes of the tree of pipelines, in pixels. */
export const box = { width: 130, head: 22, line: 17, below: 8, apart: 10, across: 22, top: 26 };

/** A box, and where it stands. */
export interface Placed {
  readonly bred: Bred;
  readonly left: number;
  readonly top: number;
  readonly height: number;
}

/** Generations from left to right, in each the best above. */
export const layOut = (
  bred: readonly Bred[],
): { readonly placed: readonly Placed[]; readonly width: number; readonly height: number } => {
  const placed: Placed[] = [];
  const generations = [...new Set(bred.map(({ generation }) => generation))];
  let height = 0;
  for (const generation of generations) {
    const column = bred.filter((each) => each.generation === generation);
    let top = box.top;
    for (const each of column.sort((a, b) => (b.score ?? 0) - (a.score ?? 0) || a.number - b.number)) {
      const own = box.head + box.line * (each.parts.length + each.gone.length) + box.below;
      placed.push({ bred: each, left: generation * (box.width + box.across), top, height: own });
      top += own + box.apart;
    }
    height = Math.max(height, top);
  }
  return { placed, width: Math.max(generations.length, 1) * (box.width + box.across) - box.across + 2, height };
};

/** A pipeline and all that it comes from. */
export const descentOf = (number: number, bred: readonly Bred[]): ReadonlySet<number> => {
  const line = new Set<number>();
  const visit = (at: number): void => {
    if (line.has(at) || bred[at] === undefined) return;
    line.add(at);
    for (const parent of bred[at].parents) visit(parent);
  };
  visit(number);
  return line;
};

/** The box that an arrow key leads to: in the same column, or the one beside it at about the same height. */
export const neighbourOf = (from: Placed, key: string, placed: readonly Placed[]): Placed | undefined => {
  const column = placed.filter(({ bred }) => bred.generation === from.bred.generation);
  const at = column.indexOf(from);
  if (key === "ArrowDown") return column[at + 1];
  if (key === "ArrowUp") return column[at - 1];
  const side = key === "ArrowRight" ? 1 : key === "ArrowLeft" ? -1 : 0;
  if (side === 0) return undefined;
  return placed
    .filter(({ bred }) => bred.generation === from.bred.generation + side)
    .reduce<Placed | undefined>(
      (near, each) =>
        near === undefined || Math.abs(each.top - from.top) < Math.abs(near.top - from.top) ? each : near,
      undefined,
    );
};
