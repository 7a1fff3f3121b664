import { type SurfaceName, surfaceNamed } from "./surfaces.ts";

interface PlaceChoices {
  readonly surface: SurfaceName;
  /** NaN where nothing was chosen. */
  readonly x: number;
  readonly y: number;
}

/** The place that was chosen on a surface, or the one where the surface begins. */
export const chosenPlace = ({ surface, x, y }: PlaceChoices): readonly [x: number, y: number] => {
  const { start } = surfaceNamed(surface);
  return [Number.isNaN(x) ? start[0] : x, Number.isNaN(y) ? start[1] : y];
};
