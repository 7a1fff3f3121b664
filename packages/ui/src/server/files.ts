/** A file of the page: all there are were read when the server began, and no address reaches the disk. */
interface BuiltFile {
  readonly type: string;
  readonly body: string;
}

export interface BuiltFiles {
  readonly page: BuiltFile;
  readonly styles: BuiltFile;
  /** By their names: the page begins with `main.js`. */
  readonly scripts: ReadonlyMap<string, BuiltFile>;
}

export const builtFiles = async (allowChanges: boolean): Promise<BuiltFiles> => {
  const { scripts, styles } = await import("#dashboard-page");
  return {
    page: { type: "text/html; charset=utf-8", body: page(allowChanges) },
    styles: { type: "text/css; charset=utf-8", body: styles },
    scripts: new Map(
      Object.entries(scripts).map(([name, body]) => [name, { type: "text/javascript; charset=utf-8", body }]),
    ),
  };
};

/** What may be changed is said in the page, so that it shows how. */
const page = (allowChanges: boolean): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>kaviar</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="/dashboard.css">
<script type="module" src="/scripts/main.js"></script>
</head>
<body>
<div id="page"${allowChanges ? " data-changes" : ""}><noscript>This page draws itself: it needs JavaScript.</noscript></div>
</body>
</html>
`;
