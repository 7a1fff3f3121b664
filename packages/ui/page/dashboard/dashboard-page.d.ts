/** The dashboard's program and styles, as the bundler writes them: see `bundleParts` of `@kaviar/page/bundle`. */
export declare const script: string;
export declare const styles: string;
