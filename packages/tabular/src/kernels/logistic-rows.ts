import { type GramKernel, mirrored } from "./gram.ts";
import { borrowMemory, giveBackMemory, loadKernel } from "./load-kernel.ts";

/** The functions of `kernels/logistic.ts`: what they do stands there. */
interface LogisticKernel {
  reach(x: number, stride: number, bytes: number, columns: number, w: number, count: number, out: number): void;
  missPair(scores: number, bytes: number, y: number, weights: number): number;
  sharePair(scores: number, bytes: number): void;
  missSeveral(scores: number, stride: number, bytes: number, count: number, codes: number, weights: number): number;
  slope(x: number, stride: number, bytes: number, columns: number, missed: number, count: number, out: number): void;
  weigh(x: number, stride: number, bytes: number, columns: number, factors: number, out: number): void;
}

/** Columns less a number each, the classes of rows by number, and how much each row counts. */
export interface LogisticData {
  readonly columns: readonly Float64Array[];
  readonly shift: Float64Array;
  readonly codes: Int32Array;
  readonly weights: Float64Array | undefined;
  /** 1 for two classes, else as many as there are. */
  readonly scores: number;
  readonly fitIntercept: boolean;
}

/** A score, or two, by which rows are weighed: w pₖ (1 − pₖ), or w pₖ pₗ. */
export type Pair = readonly [one: number, other: number];

/**
 * The loss of logistic regression over rows, for many calls. Parameters are the coefficients of a score and its intercept,
 * a score after the other.
 */
export interface LogisticRows {
  readonly rows: number;
  /** Columns, and the one of the intercept. */
  readonly width: number;
  readonly scores: number;
  /** The negative log-likelihood of all rows, and its gradient; or of about `most` of them. */
  loss(parameters: Float64Array, gradient: Float64Array, most?: number): number;
  /** For each pair XᵀWX, 1 behind each row for the intercept, of about `most` rows that count for all. */
  products(parameters: Float64Array, pairs: readonly Pair[], most: number): readonly Float64Array[];
  /** Their diagonals alone. */
  squares(parameters: Float64Array, pairs: readonly Pair[], most: number): readonly Float64Array[];
  /** The parabola of one score: its products by all rows, and Σ (y − p)² / p (1 − p), weighed. */
  parabola(parameters: Float64Array, score: number): { readonly products: Float64Array; readonly spread: number };
  /** The same for few rows: columns as they are, and of each row w p (1 − p) and w (y − p). */
  weighed(
    parameters: Float64Array,
    score: number,
  ): {
    readonly columns: readonly Float64Array[];
    readonly curvature: Float64Array;
    readonly lack: Float64Array;
  };
  /** Nothing is asked any more: its memory is for others. */
  close(): void;
}

/** Rows of a panel. */
const height = 256;

/** Rows go through the kernel by so many. */
const step = 8;

/** Less curvature than this of a row's is not believed: its share is too close to 0 or 1. */
const leastCurvature = 1e-6;

export const logisticRows = async (data: LogisticData): Promise<LogisticRows> => {
  const { columns, shift, scores, fitIntercept } = data;
  const rows = data.codes.length;
  const width = columns.length + 1;
  const padded = Math.ceil(width / 4) * 4;
  const tall = Math.min(height, Math.ceil(rows / step) * step);
  const panels = Math.ceil(rows / tall);
  // Columns that are a power of two apart would meet in a few places of the cache.
  const apart = tall + step;
  const panel = padded * apart;
  // Places are counted in numbers of 8 bytes.
  let end = 0;
  const take = (count: number): number => {
    end += count;
    return end - count;
  };
  const x = take(panels * panel);
  const [y, weights, codes] = [take(panels * tall), take(panels * tall), take((panels * tall) / 2)];
  const [reached, own, gradient] = [take(scores * apart), take(scores * padded), take(scores * padded)];
  const [factors, weighed, sums] = [take(tall), take(panel), take(padded * padded)];
  const memory = borrowMemory(8 * end);
  const kernel = await loadKernel<LogisticKernel>("logistic", memory);
  const { gram, shift: move } = await loadKernel<GramKernel>("gram", memory);
  const numbers = new Float64Array(memory.buffer);
  const places = new Int32Array(memory.buffer);
  const stride = 8 * apart;

  // Rows that fill the last panel up are of the first class, and do not count.
  numbers.fill(0, y, reached);
  for (let p = 0; p < panels; p++) {
    const start = p * tall;
    const count = Math.min(tall, rows - start);
    const at = x + p * panel;
    for (let c = 0; c < columns.length; c++) {
      numbers.set(columns[c]!.subarray(start, start + count), at + c * apart);
      numbers.fill(shift[c]!, at + c * apart + count, at + (c + 1) * apart);
    }
    numbers.set(shift, own);
    move(8 * at, stride, stride, columns.length, 8 * own, 0);
    numbers.fill(0, at + columns.length * apart, at + panel);
    if (fitIntercept) numbers.fill(1, at + columns.length * apart, at + columns.length * apart + count);
    if (data.weights) numbers.set(data.weights.subarray(start, start + count), weights + start);
    else numbers.fill(1, weights + start, weights + start + count);
  }
  for (let row = 0; row < rows; row++) {
    numbers[y + row] = data.codes[row]!;
    places[2 * codes + row] = data.codes[row]! * stride;
  }

  const setOwn = (parameters: Float64Array): void => {
    for (let k = 0; k < scores; k++) {
      numbers.set(parameters.subarray(k * width, (k + 1) * width), own + k * padded);
      numbers.fill(0, own + k * padded + width, own + (k + 1) * padded);
    }
  };

  /** So many rows of a panel, if about `most` are looked at of all. */
  const countOf = (whole: number, most: number): number =>
    Math.min(whole, Math.ceil((whole * most) / rows / step) * step);

  const loss = (parameters: Float64Array, slope: Float64Array, most = rows): number => {
    setOwn(parameters);
    numbers.fill(0, gradient, gradient + scores * padded);
    let sum = 0;
    for (let p = 0; p < panels; p++) {
      const first = p * tall;
      const bytes = 8 * Math.ceil(countOf(Math.min(tall, rows - first), most) / step) * step;
      const at = 8 * (x + p * panel);
      const weight = 8 * (weights + first);
      kernel.reach(at, stride, bytes, padded, 8 * own, scores, 8 * reached);
      sum +=
        scores === 1
          ? kernel.missPair(8 * reached, bytes, 8 * (y + first), weight)
          : kernel.missSeveral(8 * reached, stride, bytes, scores, 8 * codes + 4 * first, weight);
      kernel.slope(at, stride, bytes, padded, 8 * reached, scores, 8 * gradient);
    }
    for (let k = 0; k < scores; k++)
      slope.set(numbers.subarray(gradient + k * padded, gradient + k * padded + width), k * width);
    return sum;
  };

  /** The first rows of each panel, weighed for each pair: they lie at `weighed`. */
  const eachWeighed = (
    parameters: Float64Array,
    pairs: readonly Pair[],
    { most, least = 0 }: { readonly most: number; readonly least?: number },
    work: (pair: number, bytes: number, first: number) => void,
  ): void => {
    setOwn(parameters);
    for (let p = 0; p < panels; p++) {
      const first = p * tall;
      const whole = Math.min(tall, rows - first);
      const count = countOf(whole, most);
      const bytes = 8 * Math.ceil(count / step) * step;
      const at = 8 * (x + p * panel);
      kernel.reach(at, stride, bytes, padded, 8 * own, scores, 8 * reached);
      if (scores === 1) kernel.sharePair(8 * reached, bytes);
      else kernel.missSeveral(8 * reached, stride, bytes, scores, 0, 0);
      for (const [i, [k, l]] of pairs.entries()) {
        const [one, other] = [reached + k * apart, reached + l * apart];
        for (let row = 0; row < count; row++) {
          const share = numbers[one + row]!;
          const rest = k === l ? 1 - share : numbers[other + row]!;
          const weight = (numbers[weights + first + row]! * whole) / count;
          numbers[factors + row] = Math.sqrt(weight * Math.max(share * rest, least));
        }
        kernel.weigh(at, stride, bytes, padded, 8 * factors, 8 * weighed);
        work(i, bytes, first);
      }
    }
  };

  const products: LogisticRows["products"] = (parameters, pairs, most) => {
    const made = pairs.map(() => new Float64Array(padded * padded));
    eachWeighed(parameters, pairs, { most }, (i, bytes) => {
      // Sums of one pair are taken in where those of the last were.
      numbers.set(made[i]!, sums);
      gram(8 * weighed, stride, bytes, padded, 8 * sums);
      made[i]!.set(numbers.subarray(sums, sums + padded * padded));
    });
    return made.map((all) => mirrored(all, padded, width));
  };

  const isOf = (row: number, score: number): number => Number(data.codes[row] === (scores === 1 ? 1 : score));

  const parabola: LogisticRows["parabola"] = (parameters, score) => {
    numbers.fill(0, sums, sums + padded * padded);
    let spread = 0;
    eachWeighed(parameters, [[score, score]], { most: rows, least: leastCurvature }, (_, bytes, first) => {
      gram(8 * weighed, stride, bytes, padded, 8 * sums);
      for (let row = first; row < Math.min(rows, first + tall); row++) {
        const share = numbers[reached + score * apart + row - first]!;
        const lack = isOf(row, score) - share;
        spread += (numbers[weights + row]! * lack * lack) / Math.max(share * (1 - share), leastCurvature);
      }
    });
    return { products: mirrored(numbers.subarray(sums, sums + padded * padded), padded, width), spread };
  };

  const weighedRows: LogisticRows["weighed"] = (parameters, score) => {
    const [curvature, lack] = [new Float64Array(rows), new Float64Array(rows)];
    eachWeighed(parameters, [[score, score]], { most: rows }, (_, __, first) => {
      for (let row = first; row < Math.min(rows, first + tall); row++) {
        const share = numbers[reached + score * apart + row - first]!;
        const weight = numbers[weights + row]!;
        lack[row] = weight * (isOf(row, score) - share);
        curvature[row] = weight * Math.max(share * (1 - share), leastCurvature);
      }
    });
    return { columns: columns.map((column, c) => column.map((each) => each - shift[c]!)), curvature, lack };
  };

  return {
    rows,
    width,
    scores,
    loss,
    products,
    parabola,
    weighed: weighedRows,
    close: () => giveBackMemory(memory),
    squares: (parameters, pairs, most) => {
      const made = pairs.map(() => new Float64Array(width));
      eachWeighed(parameters, pairs, { most }, (i, bytes) => {
        const into = made[i]!;
        for (let j = 0; j < width; j++)
          for (let row = 0, at = weighed + j * apart; row < bytes / 8; row++, at++)
            into[j] = into[j]! + numbers[at]! ** 2;
      });
      return made;
    },
  };
};

/** The loss and its gradient, in plain TypeScript. */
export const lossInPlain = (
  { columns, shift, codes, weights, scores, fitIntercept }: LogisticData,
  parameters: Float64Array,
  gradient: Float64Array,
): number => {
  const width = columns.length + 1;
  let loss = 0;
  gradient.fill(0);
  for (let row = 0; row < codes.length; row++) {
    const x = Float64Array.from({ length: width }, (_, c) =>
      c < columns.length ? columns[c]![row]! - shift[c]! : Number(fitIntercept),
    );
    const reached = Array.from({ length: scores }, (_, k) =>
      x.reduce((sum, each, j) => sum + each * parameters[k * width + j]!, 0),
    );
    // Two classes have one score: the other's is 0.
    const all = scores === 1 ? [0, reached[0]!] : reached;
    const most = Math.max(...all);
    const total = all.reduce((sum, each) => sum + Math.exp(each - most), 0);
    const weight = weights ? weights[row]! : 1;
    loss += weight * (most + Math.log(total) - all[codes[row]!]!);
    for (let k = 0; k < scores; k++) {
      const code = scores === 1 ? 1 : k;
      const missed = weight * (Math.exp(all[code]! - most) / total - Number(codes[row] === code));
      for (let j = 0; j < width; j++) gradient[k * width + j] = gradient[k * width + j]! + missed * x[j]!;
    }
  }
  return loss;
};
