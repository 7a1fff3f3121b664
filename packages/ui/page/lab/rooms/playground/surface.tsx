import { useLayoutEffect, useRef } from "preact/hooks";
import { cssShade, isDark } from "./colours.ts";
import { Picture } from "./picture.tsx";
import type { Points } from "./points.ts";

interface SurfaceProps {
  readonly values: Float32Array | undefined;
  readonly points: Points;
  readonly held: ReadonlySet<number>;
  readonly label: string;
  /** A point was drawn. */
  draw?(x: number, y: number): void;
}

const size = 320;

/** The plane: what the net says of each place, and the points, those held out as rings. */
export const Surface = ({ values, points, held, label, draw }: SurfaceProps) => {
  const marks = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const canvas = marks.current!;
    const sharp = devicePixelRatio || 1;
    canvas.width = canvas.height = size * sharp;
    const context = canvas.getContext("2d")!;
    context.scale(sharp, sharp);
    const dark = isDark();
    for (let at = 0; at < points.x.length; at++) {
      context.beginPath();
      context.arc(((points.x[at]! + 1) / 2) * size, ((1 - points.y[at]!) / 2) * size, 3.4, 0, 2 * Math.PI);
      context.fillStyle = cssShade(points.value[at]!, dark);
      context.fill();
      context.lineWidth = held.has(at) ? 1.6 : 0.8;
      context.strokeStyle = held.has(at) ? (dark ? "#ffffff" : "#101317") : dark ? "#101317" : "#ffffff";
      context.stroke();
    }
  }, [points, held]);
  const place = ({
    currentTarget,
    clientX,
    clientY,
  }: {
    readonly currentTarget: Element;
    readonly clientX: number;
    readonly clientY: number;
  }) => {
    const box = currentTarget.getBoundingClientRect();
    draw?.((2 * (clientX - box.left)) / box.width - 1, 1 - (2 * (clientY - box.top)) / box.height);
  };
  return (
    <div class={draw ? "surface drawing" : "surface"} onPointerDown={place}>
      <Picture values={values} size={size} strength={0.55} label={label} />
      <canvas ref={marks} class="marks" style={{ width: `${size}px`, height: `${size}px` }} />
    </div>
  );
};
