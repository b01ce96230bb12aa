// experiment: named statements + what round trips cost
import pg from "pg";
import { createHash } from "node:crypto";
if (process.env.NAMED) {
  const names = new Map<string,string>();
  const orig = pg.Client.prototype.query as any;
  (pg.Client.prototype as any).query = function (a: any, b: any, c: any) {
    if (typeof a === "string" && Array.isArray(b) && b.length > 0) {
      let n = names.get(a); if (n===undefined) names.set(a, n = createHash("sha256").update(a).digest("hex").slice(0,24));
      return orig.call(this, { name: n, text: a, values: b }, c);
    }
    return orig.call(this, a, b, c);
  };
}
await import("./zz-exp2.ts");
