import { type Place, pictureSize } from "../../terrain/contours.tsx";
import type { Surface } from "../../terrain/surfaces.ts";
import { shortNumber } from "../../words/short-number.ts";
import type { Pair, WalkView } from "./walk.ts";

interface MarksProps {
  readonly view: WalkView;
  readonly surface: Surface;
  readonly place: Place;
}

/** Where the walker stands: the way down, the axes of curvature, the steps that could be made, and the cut. */
export const Marks = ({ view, surface, place }: MarksProps) => {
  const { at, gradient, eigenvalues, eigenvectors, descent, newton, cut } = view;
  const [left, top] = place(...at);
  const unit = pictureSize / (2 * surface.half);
  const size = Math.hypot(...gradient);
  const reach = Math.abs(cut.along[0]!) * unit;
  return (
    <g class="walk">
      <Through at={[left, top]} direction={cut.direction} reach={reach} class="cut" />
      {eigenvalues.map((value, i) => (
        <Axis key={i} at={[left, top]} direction={eigenvectors[i]!} value={value} />
      ))}
      <StepTo from={[left, top]} to={place(...descent)} class="descent" />
      {newton && <StepTo from={[left, top]} to={place(...newton)} class="newton" />}
      {size > 0 && (
        <Arrow from={[left, top]} to={[left - (70 * gradient[0]) / size, top + (70 * gradient[1]) / size]} />
      )}
      <circle class="walker" cx={left} cy={top} r="6" />
    </g>
  );
};

const armLength = 44;

/** An axis of curvature, with its eigenvalue: whole where the surface curves up along it, broken where it curves down. */
const Axis = ({ at, direction, value }: { readonly at: Pair; readonly direction: Pair; readonly value: number }) => (
  <g class={value < 0 ? "axis down" : "axis"}>
    <Through at={at} direction={direction} reach={armLength} />
    <text x={at[0] + (armLength + 6) * direction[0]} y={at[1] - (armLength + 6) * direction[1]}>
      {shortNumber(value)}
    </text>
  </g>
);

interface ThroughProps {
  readonly at: Pair;
  readonly direction: Pair;
  readonly reach: number;
  readonly class?: string;
}

const Through = ({ at: [left, top], direction: [x, y], reach, class: name }: ThroughProps) => (
  <line class={name} x1={left - reach * x} y1={top + reach * y} x2={left + reach * x} y2={top - reach * y} />
);

const StepTo = ({ from, to, class: name }: { readonly from: Pair; readonly to: Pair; readonly class: string }) => {
  const [x, y] = [bounded(to[0]), bounded(to[1])];
  return (
    <g class={name}>
      <line x1={from[0]} y1={from[1]} x2={x} y2={y} />
      <path d={name === "newton" ? `M${x - 7} ${y}l7 -7l7 7l-7 7z` : `M${x - 5} ${y - 5}h10v10h-10z`} />
    </g>
  );
};

/** The way down, as an arrow of one length: how steep it is stands in the numbers. */
const Arrow = ({ from, to }: { readonly from: Pair; readonly to: Pair }) => {
  const angle = Math.atan2(to[1] - from[1], to[0] - from[0]);
  const wing = (turn: number) => `${to[0] - 10 * Math.cos(angle + turn)} ${to[1] - 10 * Math.sin(angle + turn)}`;
  return <path class="arrow" d={`M${from.join(" ")}L${to.join(" ")}M${wing(0.45)}L${to.join(" ")}L${wing(-0.45)}`} />;
};

/** Far outside the picture is as good as anywhere outside. */
const bounded = (place: number): number => Math.max(-5 * pictureSize, Math.min(5 * pictureSize, place));
