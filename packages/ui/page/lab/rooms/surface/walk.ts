import {
  type Convexity,
  type CriticalKind,
  compile,
  convexity,
  criticalPoint,
  data,
  eigh,
  hessian,
  newton,
  type Tensor,
  tensor,
  valueAndGrad,
} from "@kaviar/tensor";
import { chosenPlace } from "../../terrain/chosen-place.ts";
import { heightsOf } from "../../terrain/heights.ts";
import { ofPoint, type Surface, type SurfaceName, surfaceNamed } from "../../terrain/surfaces.ts";
import type { WalkChoices } from "./choices.ts";
import { type Cut, cutThrough } from "./cut.ts";

export type Pair = readonly [number, number];

/** What the derivatives say of a point. */
export interface Derivatives {
  readonly at: Pair;
  readonly value: number;
  readonly gradient: Pair;
  /** By rows. */
  readonly hessian: readonly [Pair, Pair];
  /** The lower one first. */
  readonly eigenvalues: Pair;
  readonly eigenvectors: readonly [Pair, Pair];
}

export interface WalkView extends Derivatives {
  readonly heights: Float64Array;
  readonly kind: CriticalKind;
  readonly reason: string;
  /** Where a step against the gradient leads. */
  readonly descent: Pair;
  /** Where Newton's full step leads; none where the Hessian cannot be inverted. */
  readonly newton?: Pair;
  /** Where full Newton steps end; none where they do not. */
  readonly critical?: Pair;
  readonly cut: Cut;
  /** Of the whole square. */
  readonly convexity: Convexity<Pair>;
}

/** What counts as 0 of a gradient: in a picture nobody sees less. */
const tolerance = 1e-4;

/** Looks at where the walker stands. */
export async function* walk(chosen: WalkChoices): AsyncGenerator<() => WalkView, void, void> {
  const surface = surfaceNamed(chosen.surface);
  const known = await knownOf(chosen.surface);
  const at = chosenPlace(chosen);
  const here = await known.look(at);
  const f = ofPoint(surface) as never;
  const { kind, reason } = await criticalPoint(f, Float64Array.from(at), { tolerance });
  const [full, end] = [await newtonFrom(f, at, 1), await newtonFrom(f, at, 60)];
  const view: WalkView = {
    ...here,
    heights: known.heights,
    kind,
    reason,
    descent: [at[0] - chosen.rate * here.gradient[0], at[1] - chosen.rate * here.gradient[1]],
    ...(full && { newton: full.at }),
    ...(end?.converged && isInside(surface, end.at) && { critical: end.at }),
    cut: await cutThrough(known.values, here, chosen),
    convexity: known.convexity,
  };
  yield () => view;
}

/** What is asked of a surface again and again, compiled once. */
interface Known {
  readonly heights: Float64Array;
  readonly convexity: Convexity<Pair>;
  look(at: Pair): Promise<Derivatives>;
  values(x: Float64Array, y: Float64Array): Promise<Float64Array>;
}

const allKnown = new Map<SurfaceName, Promise<Known>>();

const knownOf = (name: SurfaceName): Promise<Known> => {
  const known = allKnown.get(name) ?? getToKnow(surfaceNamed(name));
  allKnown.set(name, known);
  return known;
};

const getToKnow = async (surface: Surface): Promise<Known> => {
  const { of, middle, half } = surface;
  const f = ofPoint(surface);
  const run = compile((at: Tensor<"float64">) => {
    const [value, gradient] = valueAndGrad(f)(at);
    const curvature = hessian(f)(at);
    const [eigenvalues, vectors] = eigh(curvature);
    return { value, gradient, curvature, eigenvalues, rows: vectors.transpose() };
  });
  const region = { low: [middle[0] - half, middle[1] - half], high: [middle[0] + half, middle[1] + half] } as const;
  return {
    heights: await heightsOf(surface),
    convexity: (await convexity(f as never, region as never, { samples: 64 })) as Convexity<Pair>,
    look: async (at) => {
      const seen = await data(run(tensor(Float64Array.from(at))));
      const [a, b, c, d] = seen.curvature as unknown as [number, number, number, number];
      const [u, v, w, z] = seen.rows as unknown as [number, number, number, number];
      return {
        at,
        value: seen.value[0]!,
        gradient: [seen.gradient[0]!, seen.gradient[1]!],
        hessian: [
          [a, b],
          [c, d],
        ],
        eigenvalues: [seen.eigenvalues[0]!, seen.eigenvalues[1]!],
        eigenvectors: [
          [u, v],
          [w, z],
        ],
      };
    },
    values: async (x, y) => (await of(tensor(x), tensor(y)).data()) as Float64Array,
  };
};

/** Where so many full Newton steps lead; undefined where one of them meets a Hessian that cannot be inverted. */
const newtonFrom = async (f: never, from: Pair, iterations: number) => {
  try {
    const found = await newton(f, Float64Array.from(from), { trustRegion: false, iterations });
    const [x, y] = found.x as unknown as [number, number];
    return { at: [x, y] as Pair, converged: found.converged };
  } catch (error) {
    if ((error as { code?: string }).code === "derivative" || (error as { code?: string }).code === "nan") return;
    throw error;
  }
};

const isInside = ({ middle, half }: Surface, at: Pair): boolean =>
  at.every((value, axis) => Math.abs(value - middle[axis]!) <= half);
