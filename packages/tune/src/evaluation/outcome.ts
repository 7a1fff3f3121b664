/** How a trial ended. */
export type Outcome =
  | { readonly kind: "returned"; readonly values: unknown; readonly pruned: boolean }
  | { readonly kind: "failed"; readonly error: string; readonly stack?: string | undefined }
  | { readonly kind: "requeued"; readonly why: string };
