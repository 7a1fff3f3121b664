import { evenly } from "@kaviar/base/numerics";
import { isTensor, type Structure, type Tensor, tensor } from "@kaviar/tensor";
import { gatherRows } from "../../data/gather-rows.ts";
import type { Loss, TargetKind } from "../../losses/contract/loss.ts";
import type { Losses } from "../../losses/contract/losses.ts";
import { asScores } from "./baseline.ts";
import { sampleOf, widthOfRow } from "./sample.ts";

const mostRows = 300;
const mostNumbers = 1_024;
const neighbours = 7;

/** Does a target say what the model is to say of its row? Its neighbours' are a guess then. */
const isAnswer: Readonly<Record<TargetKind, boolean>> = {
  values: true,
  classes: true,
  oneHot: true,
  binary: true,
  signs: true,
  groups: false,
  sequences: false,
  none: false,
};

/**
 * The loss of a simple method on rows it has not seen: each row is told by its nearest neighbours among others. (Cover &
 * Hart 1967) Undefined where rows are not numbers, or not of one length, or a target is no class and no number.
 */
export const reachOf = async (
  losses: Losses,
  x: Structure,
  y: Structure,
  order: Int32Array,
): Promise<number | undefined> => {
  const { target, predictionsPerTarget } = losses as Partial<Loss>;
  const isPlain = isTensor(x) && isTensor(y) && x.dtype === "float32" && x.rank >= 2;
  if (!isPlain || target === undefined || predictionsPerTarget !== undefined) return undefined;
  if ("outputs" in losses || !isAnswer[target]) return undefined;
  const rows = evenly(order, mostRows);
  const [width, size] = [widthOfRow(x as Tensor), widthOfRow(y as Tensor)];
  const isLarge = Math.max(width, size) > mostNumbers;
  if (rows.length < 50 || isLarge || (target === "classes" && size > 1)) return undefined;
  const places = tensor(rows);
  const inputs = await sampleOf(x as Tensor, rows);
  const targets = await sampleOf(y as Tensor, rows);
  if (Array.prototype.some.call(inputs.data, Number.isNaN)) return undefined;
  const scaled = standardized(inputs.data, width);
  const classes =
    target === "classes" ? 1 + (targets.data as Int32Array).reduce((most, c) => Math.max(most, c), 1) : size;
  const guesses = new Float32Array(rows.length * classes);
  for (let row = 0; row < rows.length; row++) {
    for (const other of nearest(scaled, width, row))
      if (target === "classes") guesses[row * classes + targets.data[other]!]! += 1 / neighbours;
      else for (let i = 0; i < size; i++) guesses[row * size + i]! += targets.data[other * size + i]! / neighbours;
  }
  const loss = losses as Loss;
  const said =
    target === "values" || target === "signs" ? guesses : asScores(loss, smoothed(guesses, classes), 0.5 / neighbours);
  const shape = target === "classes" ? [rows.length, classes] : [...(y as Tensor).shape.with(0, rows.length)];
  const found = (await loss(tensor(said, { shape }), gatherRows(y as Tensor, places))
    .mean()
    .item()) as number;
  return Number.isFinite(found) ? found : undefined;
};

/** No share is 0 by so few. (Laplace) */
const smoothed = (shares: Float32Array, classes: number): Float32Array =>
  shares.map((share) => (share * neighbours + 1 / Math.max(2, classes)) / (neighbours + 1));

/** Each column over its own deviation. */
const standardized = (data: ArrayLike<number>, width: number): Float32Array => {
  const rows = data.length / width;
  const deviations = Float64Array.from({ length: width }, (_, column) => {
    let [sum, squares] = [0, 0];
    for (let row = 0; row < rows; row++) {
      sum += data[row * width + column]!;
      squares += data[row * width + column]! ** 2;
    }
    return Math.sqrt(Math.max(0, squares / rows - (sum / rows) ** 2)) || 1;
  });
  return Float32Array.from(data, (value, i) => value / deviations[i % width]!);
};

const nearest = (x: Float32Array, width: number, row: number): readonly number[] => {
  const found: { readonly other: number; readonly far: number }[] = [];
  for (let other = 0; other < x.length / width; other++) {
    if (other === row) continue;
    let far = 0;
    for (let i = 0; i < width; i++) far += (x[row * width + i]! - x[other * width + i]!) ** 2;
    found.push({ other, far });
  }
  return found
    .sort((a, b) => a.far - b.far)
    .slice(0, neighbours)
    .map(({ other }) => other);
};
