interface Shape {
  readonly rows: number;
  readonly channels: number;
  /** Of an image, in pixels each way. */
  readonly size: number;
  readonly classes: number;
  readonly batch: number;
  /** Outputs of the convolutions. */
  readonly widths: readonly number[];
}

export const shapes: { readonly digits: Shape; readonly images: Shape };

export function images(shape: Shape): { readonly x: Float32Array; readonly y: Int32Array };
