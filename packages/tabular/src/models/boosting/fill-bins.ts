import type { FitContext } from "../../contract/context.ts";
import type { ColumnData } from "../../table/column.ts";
import type { BinnedColumn } from "./binned-column.ts";
import { binsOf, type Workspace, writeInts } from "./workspace.ts";

/** Says in memory what the columns are, and fills in the bins of all rows, block after block. */
export const fillBins = async (
  workspace: Workspace,
  data: readonly ColumnData[],
  directions: Int8Array,
  context: FitContext,
): Promise<void> => {
  const { places, rows, columns, doubles, ints, run } = workspace;
  const width = columns.length;
  let start = 0;
  for (const [c, column] of columns.entries()) {
    const { bins, missing, bounds } = column;
    // A category has no order: what is missing is one more of them.
    const count = bounds ? bins : binsOf(column);
    writeInts(workspace, places.about + 16 * c, count, bounds ? missing : -1, bounds ? 0 : 1, directions[c]!);
    ints[places.starts / 4 + c] = start;
    start += 16 * binsOf(column);
    const at = places.bounds / 8 + 256 * c;
    doubles.fill(Infinity, at, at + 256);
    if (bounds) doubles.set(bounds, at);
  }
  for (let first = 0; first < rows; first += places.block) {
    const count = Math.min(places.block, rows - first);
    for (const [c, column] of data.entries()) {
      const at = places.values / 8 + c * places.block;
      copyBlock(column, columns[c]!, first, count, doubles, at);
    }
    writeInts(workspace, places.assign, places.values, places.bounds, places.about, places.bins + first * width);
    writeInts(workspace, places.assign + 16, count, places.block, width, width);
    run("assignBins", places.assign, 10 * count * width);
    await context.pause();
  }
};

const copyBlock = (
  column: ColumnData,
  { missing, binOf }: BinnedColumn,
  first: number,
  count: number,
  doubles: Float64Array,
  at: number,
): void => {
  if (column.kind === "numbers") {
    doubles.set(column.values.subarray(first, first + count), at);
    return;
  }
  for (let i = 0; i < count; i++) {
    const code = column.codes[first + i]!;
    doubles[at + i] = code < 0 ? missing : binOf![code]!;
  }
};
