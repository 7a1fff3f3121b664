/** Each kernel by the name of its file: WebAssembly in base64, for memory of its own and for memory that threads share. */
export declare const modules: Readonly<Record<string, { readonly own: string; readonly shared: string } | undefined>>;
