export const adam: { readonly rate: number; readonly beta1: number; readonly beta2: number; readonly epsilon: number };

export interface Task {
  readonly widths: readonly number[];
  readonly batch: number;
  readonly rows: number;
  readonly steps: number;
  readonly features: number;
  readonly classes: number;
  readonly x: Float32Array;
  readonly y: Int32Array;
  readonly batches: Int32Array;
  readonly weights: readonly Float32Array[];
}

export const task: (size: string) => Task;
