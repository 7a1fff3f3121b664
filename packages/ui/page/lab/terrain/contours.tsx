import type { ComponentChildren } from "preact";
import { useLayoutEffect, useMemo, useRef } from "preact/hooks";
import { bandOf, contourLine, levelsOf } from "./contour-lines.ts";
import { side } from "./heights.ts";
import type { Surface } from "./surfaces.ts";

/** Where a point of the surface lies in the picture, which is `pictureSize` wide and high. */
export type Place = (x: number, y: number) => readonly [left: number, top: number];

export const placeOn =
  ({ middle, half }: Surface): Place =>
  (x, y) => [(pictureSize * ((x - middle[0]) / half + 1)) / 2, (pictureSize * (1 - (y - middle[1]) / half)) / 2];

interface ContoursProps {
  readonly surface: Surface;
  /** As `heightsOf` has them; undefined until they have come. */
  readonly heights: Float64Array | undefined;
  /** What is to be seen, for those who do not see it. */
  readonly label: string;
  /** A place was clicked, or arrow keys went there. */
  move(x: number, y: number): void;
  /** The pointer is at a place, in units of the picture; undefined when it has left. */
  readonly hover?: (at: readonly [left: number, top: number] | undefined) => void;
  /** From where arrow keys go on. */
  readonly from: readonly [x: number, y: number];
  /** Marks on it. */
  readonly children?: (place: Place) => ComponentChildren;
}

export const pictureSize = 480;
const bands = 14;

/** A surface from above: lines of equal height, grey where it is high, and marks on it. */
export const Contours = ({ surface, heights, label, move, hover, from, children }: ContoursProps) => {
  const { middle, half } = surface;
  const levels = useMemo(() => heights && levelsOf(heights, bands), [heights]);
  const lines = useMemo(
    () => heights && levels!.map((level) => contourLine(heights, side, level)).join(""),
    [heights, levels],
  );
  const place = placeOn(surface);
  const at = ({ currentTarget, clientX, clientY }: PointerEvent): readonly [number, number] => {
    const box = (currentTarget as Element).getBoundingClientRect();
    return [(pictureSize * (clientX - box.left)) / box.width, (pictureSize * (clientY - box.top)) / box.height];
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const way = arrows[event.key];
    if (way === undefined) return;
    event.preventDefault();
    const step = (half * (event.shiftKey ? 1 : 5)) / 100;
    move(within(from[0] + step * way[0], middle[0], half), within(from[1] + step * way[1], middle[1], half));
  };
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: arrow keys move a point over it
    <div class="contours" role="application" aria-label={label} tabIndex={0} onKeyDown={onKeyDown}>
      <Shades heights={heights} levels={levels} />
      <svg
        viewBox={`0 0 ${pictureSize} ${pictureSize}`}
        aria-hidden="true"
        onPointerDown={(event) => {
          const [left, top] = at(event);
          move(middle[0] + half * ((2 * left) / pictureSize - 1), middle[1] + half * (1 - (2 * top) / pictureSize));
        }}
        onPointerMove={(event) => hover?.(at(event))}
        onPointerLeave={() => hover?.(undefined)}
      >
        <path class="lines" d={lines} transform={`scale(${pictureSize / (side - 1)})`} />
        {children?.(place)}
      </svg>
    </div>
  );
};

const arrows: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, 1],
  ArrowDown: [0, -1],
};

const within = (value: number, middle: number, half: number): number =>
  Math.max(middle - half, Math.min(middle + half, value));

interface ShadesProps {
  readonly heights: Float64Array | undefined;
  readonly levels: readonly number[] | undefined;
}

/** Each place in the shade of its band: the styles give the colour, the picture says how much of it. */
const Shades = ({ heights, levels }: ShadesProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    if (heights === undefined) return;
    const context = canvas.current!.getContext("2d")!;
    const image = context.createImageData(side, side);
    for (let at = 0; at < heights.length; at++)
      image.data.set([128, 140, 160, Math.round((150 * bandOf(heights[at]!, levels!)) / bands)], 4 * at);
    context.putImageData(image, 0, 0);
  }, [heights, levels]);
  return <canvas ref={canvas} width={side} height={side} />;
};
