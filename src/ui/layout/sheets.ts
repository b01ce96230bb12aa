// Which style sheets a page is drawn with, by its address: charts and forms of figures have one of their own, so that a desk on
// a weak network does not load it.

const figures = ["/statistics", "/returns", "/reconcile", "/developers/components"];

export function sheetsOf(path: string): readonly string[] {
  const ofFigures = figures.some((begin) => path === begin || path.startsWith(`${begin}/`));
  return ofFigures ? ["app.css", "figures.css"] : ["app.css"];
}
