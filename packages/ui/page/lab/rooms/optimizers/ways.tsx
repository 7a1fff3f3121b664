import { useMemo } from "preact/hooks";
import type { Place } from "../../terrain/contours.tsx";
import type { Surface } from "../../terrain/surfaces.ts";
import { optimizers } from "./optimizers.ts";
import type { Moment, Pair, Racer } from "./race.ts";

/** The colour of a racer, by its name in the styles. */
export const colourOf = ({ name }: Pick<Racer, "name">): string => `way-${name}`;

interface WaysProps {
  readonly racers: readonly Racer[];
  readonly place: Place;
  /** Who is looked at, and at which step. */
  readonly looked: { readonly racer: Racer; readonly step: number } | undefined;
}

/** The ways of all racers over the surface, with a mark where each is. */
export const Ways = ({ racers, place, looked }: WaysProps) => (
  <>
    {racers.map((racer) => (
      <Way key={racer.name} racer={racer} place={place} />
    ))}
    {looked && <Step racer={looked.racer} step={looked.step} place={place} />}
  </>
);

const Way = ({ racer, place }: { readonly racer: Racer; readonly place: Place }) => {
  const { way } = racer;
  const line = useMemo(() => way.map(({ at }) => placed(place, at)).join(" "), [way]);
  const last = way.at(-1);
  if (last === undefined) return null;
  const [left, top] = place(...last.at);
  return (
    <g style={{ color: `var(--${colourOf(racer)})` }}>
      <polyline class="halo" points={line} />
      <polyline class="way" points={line} stroke-dasharray={optimizers[racer.name].dash.join(" ")} />
      <circle class="racer" cx={left} cy={top} r="5" />
    </g>
  );
};

/** The step that is looked at: against the gradient, and where it leads. */
const Step = ({ racer, step, place }: { readonly racer: Racer; readonly step: number; readonly place: Place }) => {
  const now: Moment | undefined = racer.way[step];
  if (now === undefined) return null;
  const next = racer.way[step + 1];
  const [left, top] = place(...now.at);
  const [dx, dy] = now.gradient;
  const size = Math.hypot(dx, dy) || 1;
  return (
    <g class="looked">
      <circle cx={left} cy={top} r="8" />
      <line class="slope" x1={left} y1={top} x2={left - (36 * dx) / size} y2={top + (36 * dy) / size} />
      {next && <line class="step" x1={left} y1={top} x2={place(...next.at)[0]} y2={place(...next.at)[1]} />}
    </g>
  );
};

/** Where all start, and where the surface is lowest. */
export const Ends = ({
  surface,
  start,
  place,
}: {
  readonly surface: Surface;
  readonly start: Pair;
  readonly place: Place;
}) => {
  const [left, top] = place(...start);
  return (
    <g class="ends">
      <rect x={left - 6} y={top - 6} width="12" height="12" />
      {surface.minima.map((minimum) => {
        const [x, y] = place(...minimum);
        return <path key={minimum.join()} d={`M${x - 7} ${y}H${x + 7}M${x} ${y - 7}V${y + 7}`} />;
      })}
    </g>
  );
};

const placed = (place: Place, [x, y]: Moment["at"]): string =>
  place(x, y)
    .map((at) => Math.max(-5e3, Math.min(5e3, at)).toFixed(1))
    .join();
