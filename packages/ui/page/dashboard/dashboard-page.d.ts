/** The dashboard's program and styles, as the bundler writes them: see `bundleParts` of `@kaviar/page/bundle`. */
export declare const scripts: Readonly<Record<string, string>>;
export declare const styles: string;
