/** How a trial ended. */
export type Outcome =
  /** `why`: what was said of why it was pruned. */
  | { readonly kind: "returned"; readonly values: unknown; readonly pruned: boolean; readonly why?: string | undefined }
  /** `thrown`: what it was, where it was thrown in this process. */
  | { readonly kind: "failed"; readonly error: string; readonly stack?: string | undefined; readonly thrown?: unknown }
  | { readonly kind: "requeued"; readonly why: string };
