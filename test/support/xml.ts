// A strict small reader of XML for tests: elements, attributes and text, and an error for whatever is not well formed.

export interface Xml {
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly Xml[];
  /** Text of its own, entities resolved. */
  readonly text: string;
}

const entities: Readonly<Record<string, string>> = { amp: "&", lt: "<", gt: ">", quot: '"', apos: "'" };
const name = "[A-Za-z_][A-Za-z0-9_.:-]*";
const token = new RegExp(`<(${name})((?:\\s+${name}="[^"<]*")*)\\s*(/?)>|</(${name})\\s*>|([^<]+)`, "y");

export function parseXml(source: string): Xml {
  // oxlint-disable-next-line no-control-regex -- what XML 1.0 cannot carry
  if (/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/.test(source))
    throw new Error("a forbidden character");
  const head = /^<\?xml version="1\.0" encoding="utf-8"\?>\s*/.exec(source)?.[0];
  if (head === undefined) throw new Error("no XML declaration");
  const root: { children: Xml[]; text: string } = { children: [], text: "" };
  const open: { name: string; attributes: Record<string, string>; children: Xml[]; text: string }[] = [];
  token.lastIndex = head.length;
  while (token.lastIndex < source.length) {
    const at = token.lastIndex;
    const match = token.exec(source);
    if (match === null) throw new Error(`not well formed at ${at}: ${source.slice(at, at + 40)}`);
    const [, begins, attributes = "", empty, ends, text] = match;
    const parent = open.at(-1) ?? root;
    if (text !== undefined) parent.text += resolve(text);
    else if (begins !== undefined) {
      const element = { name: begins, attributes: attributesOf(attributes), children: [], text: "" };
      parent.children.push(element);
      if (empty === "") open.push(element);
    } else if (open.pop()?.name !== ends) throw new Error(`</${ends}> closes nothing`);
  }
  const [first, ...others] = root.children;
  if (open.length > 0 || first === undefined || others.length > 0 || root.text.trim() !== "")
    throw new Error("not one whole element");
  return first;
}

function attributesOf(text: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [, key = "", value = ""] of text.matchAll(new RegExp(`(${name})="([^"]*)"`, "g"))) {
    if (key in found) throw new Error(`${key} stands twice`);
    found[key] = resolve(value);
  }
  return found;
}

function resolve(text: string): string {
  return text.replaceAll(/&([^;]*);?/g, (whole, entity: string) => {
    const value = whole.endsWith(";") ? entities[entity] : undefined;
    if (value === undefined) throw new Error(`an unknown entity: ${whole}`);
    return value;
  });
}
