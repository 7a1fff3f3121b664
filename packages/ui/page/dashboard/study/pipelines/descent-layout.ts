import type { Ancestor } from "./line-of-descent.ts";

/** Boxes and gaps between them, in pixels of the page. */
export const box = { width: 128, height: 44 } as const;
const gap = { across: 56, down: 14 } as const;

interface Placed extends Ancestor {
  readonly left: number;
  readonly top: number;
}

/** A line of descent as boxes in columns, a generation each, and the way from each parent to its child. */
export interface DescentLayout {
  readonly width: number;
  readonly height: number;
  readonly boxes: readonly Placed[];
  readonly ways: readonly { readonly from: Placed; readonly to: Placed; readonly path: string }[];
}

export const descentLayout = (line: readonly Ancestor[]): DescentLayout => {
  const last = Math.max(...line.map(({ generation }) => generation));
  const columns = Array.from({ length: last + 1 }, (_, at) => line.filter(({ generation }) => generation === at));
  const tallest = Math.max(...columns.map(({ length }) => length));
  const height = tallest * (box.height + gap.down) - gap.down;
  const boxes = new Map<number, Placed>();
  const middleOf = ({ pipeline }: Ancestor): number => {
    const tops = [...boxes.values()].flatMap(({ parents, top }) => (parents.includes(pipeline.number) ? [top] : []));
    return tops.reduce((sum, top) => sum + top, 0) / Math.max(tops.length, 1);
  };
  // From the right, each in the order of its children: fewer ways cross.
  for (const [generation, column] of [...columns.entries()].toReversed()) {
    const above = (height - column.length * (box.height + gap.down) + gap.down) / 2;
    const middles = new Map(column.map((ancestor) => [ancestor, middleOf(ancestor)]));
    for (const [place, ancestor] of column.toSorted((a, b) => middles.get(a)! - middles.get(b)!).entries())
      boxes.set(ancestor.pipeline.number, {
        ...ancestor,
        left: generation * (box.width + gap.across),
        top: above + place * (box.height + gap.down),
      });
  }
  const inOrder = line.map(({ pipeline }) => boxes.get(pipeline.number)!);
  const ways = inOrder.flatMap((to) =>
    to.parents.flatMap((parent) => {
      const from = boxes.get(parent);
      return from === undefined ? [] : [{ from, to, path: pathBetween(from, to) }];
    }),
  );
  return { width: columns.length * (box.width + gap.across) - gap.across, height, boxes: inOrder, ways };
};

/** From the right of one box to the left of another, in a curve. */
const pathBetween = (from: Placed, to: Placed): string => {
  const [x, y] = [from.left + box.width, from.top + box.height / 2];
  const [toX, toY] = [to.left, to.top + box.height / 2];
  const bend = gap.across / 2;
  return `M${x},${y} C${x + bend},${y} ${toX - bend},${toY} ${toX},${toY}`;
};
