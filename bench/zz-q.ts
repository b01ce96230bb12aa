import pg from "pg";
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { startBenchPostgres, openBenchScheme, actors, sampleGoods, sampleSeals } from "./support/scheme.ts";
import { issue, validate } from "#modules/certificates/index.ts";
const times = new Map<string, number[]>();
let on = false;
const orig = pg.Client.prototype.query as any;
const cpuOf = (pid: number) => Number(readFileSync(`/proc/${pid}/schedstat`, "utf8").split(" ")[0]) / 1000;
(pg.Client.prototype as any).query = function (a: any, b: any, c: any) {
  const text = typeof a === "string" ? a : a.text; const t = on ? cpuOf(this.processID) : 0;
  if (process.env.NAMED && typeof a === "string" && Array.isArray(b) && b.length > 0) { a = { name: createHash("sha256").update(a).digest("hex").slice(0,24), text: a, values: b }; b = undefined; }
  const r = orig.call(this, a, b, c);
  if (on && r?.then) r.then(() => { const k = text.replace(/\s+/g," ").trim().slice(0, 90); (times.get(k) ?? times.set(k, []).get(k)!).push(cpuOf(this.processID)-t); }, () => {});
  return r;
};
const pgs = await startBenchPostgres();
try {
  const s = await openBenchScheme(pgs, "q");
  const I = s.ctx(actors.issuer), V = s.ctx(actors.validator);
  let i = 0;
  const one = async () => { const { id } = await issue(I, { office: s.offices[0]!, goods: sampleGoods(i) }); await validate(V, { certificate: id, containers: sampleSeals(i++) }); };
  for (let k = 0; k < 200; k++) await one();
  const c = process.cpuUsage();
  for (let k = 0; k < 300; k++) await one();
  const d = process.cpuUsage(c); console.log("node per cert user", (d.user/300)|0, "sys", (d.system/300)|0);
  on = true;
  for (let k = 0; k < 300; k++) await one();
  const med = (v: number[]) => v.toSorted((a,b)=>a-b)[v.length>>1]!;
  let sum = 0;
  for (const [k, v] of times) { const m = med(v) * v.length / 300; sum += m; console.log(med(v).toFixed(0), v.length, k); }
  console.log("pg cpu us/cert", sum.toFixed(0));
  await s.close();
} finally { await pgs.stop(); }
