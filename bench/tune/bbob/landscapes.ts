import { type Matrix, normal, uniform } from "./draws.ts";
import { gallagher } from "./gallagher.ts";
import { along, asymmetric, conditioned, oscillate, outside, sum, times, type Vector } from "./warps.ts";

/** What an instance draws. */
export interface Given {
  readonly d: number;
  readonly seed: number;
  /** Where the minimum is, unless the function says otherwise. */
  readonly drawn: Vector;
  /** Two rotations, R and Q. */
  readonly first: Matrix;
  readonly second: Matrix;
}

export interface Landscape {
  readonly minimizer?: Vector;
  /** The value above the minimum. */
  readonly height: (x: Vector) => number;
}

const less = (x: Vector, y: Vector): number[] => x.map((value, i) => value - y[i]!);

/** R Λ^α Q. */
const through = ({ first, second }: Given, alpha: number, x: Vector): number[] =>
  times(first, conditioned(alpha, times(second, x)));

const square = (x: number): number => x * x;
const ellipsoid = (z: Vector): number => sum(z, (value, i) => 1e6 ** along(z, i) * square(value));
const rastrigin = (z: Vector): number => sum(z, (value) => 10 * (1 - Math.cos(2 * Math.PI * value)) + square(value));
const rosenbrock = (z: Vector): number =>
  sum(z.slice(1), (value, i) => 100 * square(square(z[i]!) - value) + square(z[i]! - 1));

/** What Rosenbrock's valley is stretched by, so that it stays within the box. */
const stretch = (d: number): number => Math.max(1, Math.sqrt(d) / 8);

/** The point that Q takes to ½ / c everywhere. */
const turnedHalf = ({ d, second }: Given): number[] =>
  second.map((_, i) => second.reduce((total, row) => total + row[i]!, 0) / (2 * stretch(d)));

const schaffers =
  (alpha: number) =>
  ({ drawn, first, second }: Given): Landscape => ({
    height: (x) => {
      const z = conditioned(alpha, times(second, asymmetric(0.5, times(first, less(x, drawn)))));
      const mean =
        sum(z.slice(1), (value, i) => {
          const s = square(z[i]!) + square(value);
          return s ** 0.25 * (1 + square(Math.sin(50 * s ** 0.1)));
        }) /
        (z.length - 1);
      return square(mean) + 10 * outside(x);
    },
  });

/** The 24 functions, in the order of the report. */
export const landscapes = {
  sphere: ({ drawn }) => ({ height: (x) => sum(less(x, drawn), square) }),
  "separable ellipsoid": ({ drawn }) => ({ height: (x) => ellipsoid(less(x, drawn).map(oscillate)) }),
  "separable rastrigin": ({ drawn }) => ({
    height: (x) => rastrigin(conditioned(10, asymmetric(0.2, less(x, drawn).map(oscillate)))),
  }),
  "bueche-rastrigin": ({ drawn }) => {
    const minimizer = drawn.map((value, i) => (i % 2 === 0 ? Math.abs(value) : value));
    return {
      minimizer,
      height: (x) => {
        const z = conditioned(10, less(x, minimizer).map(oscillate));
        return rastrigin(z.map((value, i) => (value > 0 && i % 2 === 0 ? 10 * value : value))) + 100 * outside(x);
      },
    };
  },
  "linear slope": ({ drawn }) => {
    const minimizer = drawn.map((value) => (value < 0 ? -5 : 5));
    const slope = minimizer.map((value, i) => Math.sign(value) * 10 ** along(minimizer, i));
    return {
      minimizer,
      height: (x) => sum(slope, (s, i) => 5 * Math.abs(s) - s * (x[i]! * minimizer[i]! < 25 ? x[i]! : minimizer[i]!)),
    };
  },
  "attractive sector": (given) => ({
    height: (x) => {
      const z = through(given, 10, less(x, given.drawn));
      return oscillate(sum(z, (value, i) => square(value * (given.drawn[i]! * value > 0 ? 100 : 1)))) ** 0.9;
    },
  }),
  "step ellipsoid": ({ drawn, first, second }) => ({
    height: (x) => {
      const rounded = conditioned(10, times(second, less(x, drawn)));
      const steps = rounded.map((value) =>
        Math.abs(value) > 0.5 ? Math.floor(value + 0.5) : Math.floor(10 * value + 0.5) / 10,
      );
      const z = times(first, steps);
      const quadratic = sum(z, (value, i) => 100 ** along(z, i) * square(value));
      return 0.1 * Math.max(Math.abs(rounded[0]!) / 1e4, quadratic) + outside(x);
    },
  }),
  rosenbrock: ({ d, drawn }) => {
    const minimizer = drawn.map((value) => 0.75 * value);
    return { minimizer, height: (x) => rosenbrock(less(x, minimizer).map((value) => stretch(d) * value + 1)) };
  },
  "rotated rosenbrock": (given) => ({
    minimizer: turnedHalf(given),
    height: (x) => rosenbrock(times(given.second, x).map((value) => stretch(given.d) * value + 0.5)),
  }),
  ellipsoid: ({ drawn, first }) => ({ height: (x) => ellipsoid(times(first, less(x, drawn)).map(oscillate)) }),
  discus: ({ drawn, first }) => ({
    height: (x) => {
      const z = times(first, less(x, drawn)).map(oscillate);
      return sum(z, (value, i) => (i === 0 ? 1e6 : 1) * square(value));
    },
  }),
  "bent cigar": ({ drawn, first }) => ({
    height: (x) => {
      const z = times(first, asymmetric(0.5, times(first, less(x, drawn))));
      return sum(z, (value, i) => (i === 0 ? 1 : 1e6) * square(value));
    },
  }),
  "sharp ridge": (given) => ({
    height: (x) => {
      const [ridge = 0, ...rest] = through(given, 10, less(x, given.drawn));
      return square(ridge) + 100 * Math.sqrt(sum(rest, square));
    },
  }),
  "different powers": ({ drawn, first }) => ({
    height: (x) => {
      const z = times(first, less(x, drawn));
      return Math.sqrt(sum(z, (value, i) => Math.abs(value) ** (2 + 4 * along(z, i))));
    },
  }),
  rastrigin: (given) => ({
    height: (x) =>
      rastrigin(through(given, 10, asymmetric(0.2, times(given.first, less(x, given.drawn)).map(oscillate)))),
  }),
  weierstrass: (given) => {
    const waves = Array.from({ length: 12 }, (_, k) => [0.5 ** k, 3 ** k] as const);
    const at = (value: number) =>
      waves.reduce((total, [size, speed]) => total + size * Math.cos(2 * Math.PI * speed * (value + 0.5)), 0);
    const least = at(0);
    return {
      height: (x) => {
        const z = through(given, 0.01, times(given.first, less(x, given.drawn)).map(oscillate));
        return 10 * (sum(z, at) / given.d - least) ** 3 + (10 / given.d) * outside(x);
      },
    };
  },
  schaffers: schaffers(10),
  "ill-conditioned schaffers": schaffers(1000),
  "griewank-rosenbrock": (given) => ({
    minimizer: turnedHalf(given),
    height: (x) => {
      const z = times(given.second, x).map((value) => stretch(given.d) * value + 0.5);
      const waves = sum(z.slice(1), (value, i) => {
        const s = 100 * square(square(z[i]!) - value) + square(z[i]! - 1);
        return s / 4000 - Math.cos(s);
      });
      return 10 + (10 * waves) / (given.d - 1);
    },
  }),
  schwefel: ({ d, seed }) => {
    const signs = uniform(d, seed).map((share) => (share < 0.5 ? -1 : 1));
    const place = 4.2096874637;
    return {
      minimizer: signs.map((sign) => (sign * place) / 2),
      height: (x) => {
        const flipped = x.map((value, i) => 2 * signs[i]! * value);
        const tied = flipped.map((value, i) => (i === 0 ? value : value + 0.25 * (flipped[i - 1]! - place)));
        const scaled = conditioned(
          10,
          tied.map((value) => value - place),
        );
        const z = scaled.map((value) => 100 * (value + place));
        const mean = sum(z, (value) => value * Math.sin(Math.sqrt(Math.abs(value)))) / d;
        return 0.01 * (418.9828872724339 - mean + outside(z, 500));
      },
    };
  },
  "101 peaks": gallagher({ count: 101, width: 10, sharpest: 1000 ** 0.5 }),
  "21 peaks": gallagher({ count: 21, width: 9.8, sharpest: 1000 }),
  katsuura: (given) => ({
    height: (x) => {
      const z = through(given, 100, less(x, given.drawn));
      const product = z.reduce((total, value, i) => {
        const rough = Array.from({ length: 32 }, (_, j) => 2 ** (j + 1)).reduce(
          (rest, power) => rest + Math.abs(power * value - Math.floor(power * value + 0.5)) / power,
          0,
        );
        return total * (1 + (i + 1) * rough) ** (10 / given.d ** 1.2);
      }, 1);
      return (10 / square(given.d)) * (product - 1) + outside(x);
    },
  }),
  "lunacek bi-rastrigin": ({ d, seed, first, second }) => {
    const near = 2.5;
    const s = 1 - 0.5 / (Math.sqrt(d + 20) - 4.1);
    const far = -Math.sqrt((near ** 2 - 1) / s);
    const signs = normal(d, seed).map((value) => (value < 0 ? -1 : 1));
    return {
      minimizer: signs.map((sign) => (sign * near) / 2),
      height: (x) => {
        const flipped = x.map((value, i) => 2 * signs[i]! * value);
        const z = times(
          first,
          conditioned(
            100,
            times(
              second,
              flipped.map((value) => value - near),
            ),
          ),
        );
        const two = Math.min(
          sum(flipped, (value) => square(value - near)),
          d + s * sum(flipped, (value) => square(value - far)),
        );
        return two + 10 * sum(z, (value) => 1 - Math.cos(2 * Math.PI * value)) + 1e4 * outside(x);
      },
    };
  },
} as const satisfies Readonly<Record<string, (given: Given) => Landscape>>;
