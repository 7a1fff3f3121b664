interface Shape {
  readonly rows: number;
  readonly length: number;
  readonly features: number;
  readonly classes: number;
  readonly batch: number;
}

export const shapes: {
  readonly lstm: Shape & { readonly width: number };
  readonly transformer: Shape & { readonly heads: number; readonly blocks: number };
};

export function sequences(shape: Shape): { readonly x: Float32Array; readonly y: Int32Array };
