import { applyOne } from "../../core/primitive.ts";
import type { AnyTensor } from "../../core/tensor.ts";
import { range, type Shape, sizeOf } from "../../values/shape.ts";
import { constant } from "../constant.ts";
import { gatherPrimitive } from "../indexing.ts";
import type { ConvParams } from "./params.ts";

/*
 * Columns of many tiny images by number: with the images last each element is a row of them, and one Gather (or one and a
 * sum) takes the place of a slice (or a padding and a sum) for each place of the kernel.
 */

/** [C, elements, N] as [C, places · results, N]: what meets each place of the kernel at each result. */
export const gatherColumns = (
  x: AnyTensor,
  spatial: Shape,
  kernel: Shape,
  results: Shape,
  params: ConvParams,
): AnyTensor => gatherOrZero(x, meetings(spatial, kernel, results, params).flat());

/** The adjoint: [C, places · results, N] as [C, elements, N], each added to the element it met. */
export const addColumns = (
  columns: AnyTensor,
  spatial: Shape,
  kernel: Shape,
  results: Shape,
  params: ConvParams,
): AnyTensor => {
  const met: number[][] = range(sizeOf(spatial)).map(() => []);
  meetings(spatial, kernel, results, params).forEach((elements, place) => {
    elements.forEach((element, result) => {
      if (element !== undefined) met[element]!.push(place * sizeOf(results) + result);
    });
  });
  const most = Math.max(1, ...met.map(({ length }) => length));
  const rounds = range(most).flatMap((round) => met.map((columns) => columns[round]));
  const [channels, , images] = columns.shape as [number, number, number];
  return gatherOrZero(columns, rounds)
    .reshape([channels, most, sizeOf(spatial) * images])
    .sum(1);
};

/** For each place of the kernel and each result, in row-major order, the number of the element; none in the padding. */
const meetings = (
  spatial: Shape,
  kernel: Shape,
  results: Shape,
  { strides, dilations, low }: ConvParams,
): (number | undefined)[][] => {
  const along = spatial.map((length, axis) =>
    range(kernel[axis]!).map((k) =>
      range(results[axis]!).map((p) => {
        const at = p * strides[axis]! + k * dilations[axis]! - low[axis]!;
        return at >= 0 && at < length ? at : undefined;
      }),
    ),
  );
  const join = (axis: number, places: (number | undefined)[][]): (number | undefined)[][] =>
    axis === spatial.length
      ? places
      : join(
          axis + 1,
          places.flatMap((before) =>
            along[axis]!.map((own) =>
              before.flatMap((i) =>
                own.map((j) => (i === undefined || j === undefined ? undefined : i * spatial[axis]! + j)),
              ),
            ),
          ),
        );
  return join(0, [[0]]);
};

/** Rows of the middle axis by number; where there is none, zeros. */
const gatherOrZero = (x: AnyTensor, numbers: readonly (number | undefined)[]): AnyTensor => {
  const none = x.shape[1]!;
  const padded = numbers.includes(undefined)
    ? x.pad([
        [0, 0],
        [0, 1],
        [0, 0],
      ])
    : x;
  const indices = constant(
    numbers.map((i) => i ?? none),
    [numbers.length],
    "int32",
  );
  return applyOne(gatherPrimitive, [padded, indices], { axis: 1 });
};
