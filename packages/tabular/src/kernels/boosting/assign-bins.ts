import { startOf, type TwinOfPart } from "./memory-view.ts";

/** The bin of each value of a block: how many of its column's bounds are below it, or the bin of missing values. */
export const assignBins: TwinOfPart = ({ bytes, ints, doubles }, job, part, parts) => {
  const [values, bounds, about, out, count, room, columns, stride] = ints.subarray(job / 4, job / 4 + 8) as unknown as [
    number,
    number,
    number,
    number,
    number,
    number,
    number,
    number,
  ];
  const to = startOf(count, part + 1, parts);
  for (let c = 0; c < columns; c++) {
    const isCategory = ints[about / 4 + 4 * c + 2] !== 0;
    const missing = ints[about / 4 + 4 * c + 1]!;
    const table = doubles.subarray(bounds / 8 + 256 * c, bounds / 8 + 256 * c + 255);
    for (let r = startOf(count, part, parts); r < to; r++) {
      const x = doubles[values / 8 + c * room + r]!;
      const binOf = (): number => (Number.isNaN(x) ? missing : table.reduce((below, bound) => below + +(bound < x), 0));
      bytes[out + r * stride + c] = isCategory ? x : binOf();
    }
  }
};
