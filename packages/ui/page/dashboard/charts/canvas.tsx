import { onDrawAgain } from "@kaviar/page/plots";
import { useLayoutEffect, useRef } from "preact/hooks";

interface CanvasProps {
  readonly label: string;
  readonly height: number;
  /** What is drawn; another one is drawn anew. */
  readonly data: unknown;
  /** Draws in pixels of the page. */
  draw(context: CanvasRenderingContext2D, width: number, height: number): void;
}

/** A canvas as wide as there is room, in the reader's colours and as sharp as the screen. */
export const Canvas = ({ label, height, data, draw }: CanvasProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  const latest = useRef(draw);
  latest.current = draw;
  const redraw = () => {
    const element = canvas.current!;
    const width = element.parentElement!.clientWidth;
    if (width === 0) return;
    element.width = Math.round(width * devicePixelRatio);
    element.height = Math.round(height * devicePixelRatio);
    const context = element.getContext("2d")!;
    context.scale(devicePixelRatio, devicePixelRatio);
    context.clearRect(0, 0, width, height);
    latest.current(context, width, height);
  };
  useLayoutEffect(() => {
    onDrawAgain(canvas.current!, redraw);
    const observer = new ResizeObserver(redraw);
    observer.observe(canvas.current!.parentElement!);
    const dark = matchMedia("(prefers-color-scheme: dark)");
    dark.addEventListener("change", redraw);
    return () => {
      observer.disconnect();
      dark.removeEventListener("change", redraw);
    };
  }, [height]);
  useLayoutEffect(redraw, [data, height]);
  return <canvas ref={canvas} role="img" aria-label={label} style={{ height: `${height}px` }} />;
};
