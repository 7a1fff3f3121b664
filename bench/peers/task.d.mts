export const adam: { readonly rate: number; readonly beta1: number; readonly beta2: number; readonly epsilon: number };
