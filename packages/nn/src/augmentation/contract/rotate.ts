import { arange, type Tensor } from "@kaviar/tensor";
import { type Fill, folded } from "./resample.ts";

/** The four pixels around each place (in rows and columns, [N, H, W]), weighted by how near they are. */
const sample = (x: Tensor, rows: Tensor, columns: Tensor): Tensor => {
  const [n, channels, height, width] = x.shape as [number, number, number, number];
  const pixels = x.transpose([0, 2, 3, 1]).reshape([n * height * width, channels]);
  const start = arange(n)
    .cast("float32")
    .mul(height * width)
    .reshape([n, 1, 1]);
  const [top, left] = [rows.floor(), columns.floor()];
  const [lower, right] = [rows.sub(top), columns.sub(left)];
  const inside = (place: Tensor, length: number) =>
    place
      .greaterEqual(0)
      .logicalAnd(place.lessEqual(length - 1))
      .cast("float32");
  const corner = (row: Tensor, column: Tensor, share: Tensor): Tensor => {
    const at = start.add(row.clip(0, height - 1).mul(width)).add(column.clip(0, width - 1));
    const weight = share.mul(inside(row, height)).mul(inside(column, width));
    return pixels.gather(at.cast("int32").reshape([-1])).mul(weight.reshape([-1, 1]));
  };
  const [upper, before] = [lower.neg().add(1), right.neg().add(1)];
  const [bottom, after] = [top.add(1), left.add(1)];
  const y = corner(top, left, upper.mul(before))
    .add(corner(top, after, upper.mul(right)))
    .add(corner(bottom, left, lower.mul(before)))
    .add(corner(bottom, after, lower.mul(right)));
  return y.reshape([n, height, width, channels]).transpose([0, 3, 1, 2]);
};

/** Images turned about their middle, each by its own angle [N] in radians, counter-clockwise; bilinear between pixels. */
export const rotate = (x: Tensor, angles: Tensor, fill: Fill): Tensor => {
  const [n, , height, width] = x.shape as [number, number, number, number];
  const dy = arange(height)
    .cast("float32")
    .sub((height - 1) / 2)
    .reshape([1, height, 1]);
  const dx = arange(width)
    .cast("float32")
    .sub((width - 1) / 2)
    .reshape([1, 1, width]);
  const [cos, sin] = [angles.cos().reshape([n, 1, 1]), angles.sin().reshape([n, 1, 1])];
  const columns = cos
    .mul(dx)
    .sub(sin.mul(dy))
    .add((width - 1) / 2);
  const rows = sin
    .mul(dx)
    .add(cos.mul(dy))
    .add((height - 1) / 2);
  return sample(x, folded(rows, height, fill), folded(columns, width, fill));
};
