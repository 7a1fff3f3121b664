import { useLayoutEffect, useRef } from "preact/hooks";
import { isDark, shade } from "./colours.ts";

interface PictureProps {
  /** Values from −1 to 1, row by row from the top: as many rows as columns. */
  readonly values: Float32Array | undefined;
  /** In pixels of the page. */
  readonly size: number;
  /** How strong the colours are; 1 unless said. Where marks lie on them, weaker ones let them be seen. */
  readonly strength?: number;
  /** For those who do not see it; none where what is around it says so. */
  readonly label?: string;
}

/** Values over the plane as colours. */
export const Picture = ({ values, size, strength = 1, label }: PictureProps) => {
  const canvas = useRef<HTMLCanvasElement>(null);
  useLayoutEffect(() => {
    const context = canvas.current!.getContext("2d")!;
    if (values === undefined) {
      context.clearRect(0, 0, canvas.current!.width, canvas.current!.height);
      return;
    }
    const side = Math.round(Math.sqrt(values.length));
    if (canvas.current!.width !== side) canvas.current!.width = canvas.current!.height = side;
    const image = context.createImageData(side, side);
    const dark = isDark();
    for (let at = 0; at < values.length; at++) {
      const [red, green, blue] = shade(strength * Math.max(-1, Math.min(1, values[at]!)), dark);
      image.data.set([red, green, blue, 255], 4 * at);
    }
    context.putImageData(image, 0, 0);
  }, [values]);
  return (
    <canvas
      ref={canvas}
      class="picture"
      width={1}
      height={1}
      style={{ width: `${size}px`, height: `${size}px` }}
      {...(label === undefined ? { "aria-hidden": true } : { role: "img", "aria-label": label })}
    />
  );
};
