import { inOrder, type Random, shuffle } from "@kaviar/base/random";

/** A row to be made: a share of the way from one to another, and the neighbours that decide on its categories. */
export interface NewRow {
  readonly from: number;
  readonly to: number;
  readonly share: number;
  readonly neighbours: Int32Array;
}

/** Rows of a class take turns in random order to be where a new row starts; each goes towards one of its neighbours. */
export const pairRows = (
  own: Int32Array,
  near: readonly Int32Array[],
  count: number,
  random: Random,
): readonly NewRow[] => {
  const order = shuffle(inOrder(own.length), random);
  return Array.from({ length: count }, (_, i): NewRow => {
    const place = order[i % order.length]!;
    const neighbours = near[place]!.map((other) => own[other]!);
    const from = own[place]!;
    if (neighbours.length === 0) return { from, to: from, share: 0, neighbours: Int32Array.of(from) };
    return { from, to: neighbours[Math.floor(random() * neighbours.length)]!, share: random(), neighbours };
  });
};
