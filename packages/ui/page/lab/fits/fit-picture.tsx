import { type Points, places, wave } from "./wave.ts";

interface FitProps {
  readonly points: Points;
  /** What the net says all along; undefined before it says something. */
  readonly fitted: Float32Array | undefined;
  /** Points that are not learned from. */
  readonly tested?: Points;
  readonly label: string;
}

const [width, height] = [240, 150];
const left = (x: number): number => ((x + 1) / 2) * width;
const top = (y: number): number => height / 2 - (y * height) / 4;

const lineThrough = (values: ArrayLike<number>): string =>
  Array.from(places, (x, i) => `${left(x).toFixed(1)},${bounded(top(values[i]!)).toFixed(1)}`).join(" ");

const bounded = (place: number): number => (Number.isFinite(place) ? Math.max(-200, Math.min(400, place)) : 400);

const truth = lineThrough(places.map(wave));

/** Points, what is true, and what a net makes of them. */
export const FitPicture = ({ points, fitted, tested, label }: FitProps) => (
  <svg class="fit" viewBox={`0 0 ${width} ${height}`} role="img" aria-label={label}>
    <polyline class="truth" points={truth} />
    {tested &&
      Array.from(tested.x, (x, i) => <circle key={i} class="tested" cx={left(x)} cy={top(tested.y[i]!)} r="1.6" />)}
    {Array.from(points.x, (x, i) => (
      <circle key={i} class="point" cx={left(x)} cy={top(points.y[i]!)} r="2.4" />
    ))}
    {fitted && <polyline class="fitted" points={lineThrough(fitted)} />}
  </svg>
);
