/** The page of a report, bundled by `scripts/bundle-report-page.ts`: its program as gzip in base64, and its styles. */
export declare const script: string;
export declare const styles: string;
