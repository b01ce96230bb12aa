import { Session } from "node:inspector/promises";
import { startBenchPostgres, openBenchScheme, actors, sampleGoods, sampleSeals } from "./support/scheme.ts";
import { issue, validate } from "#modules/certificates/index.ts";
const pgs = await startBenchPostgres();
try {
  const s = await openBenchScheme(pgs, "q");
  const I = s.ctx(actors.issuer), V = s.ctx(actors.validator);
  let i = 0;
  const one = async () => { const { id } = await issue(I, { office: s.offices[0]!, goods: sampleGoods(i) }); await validate(V, { certificate: id, containers: sampleSeals(i++) }); };
  for (let k = 0; k < 300; k++) await one();
  const session = new Session(); session.connect();
  await session.post("Profiler.enable"); await session.post("Profiler.setSamplingInterval",{interval:200}); await session.post("Profiler.start");
  const N = 500;
  for (let k = 0; k < N; k++) await one();
  const { profile } = await session.post("Profiler.stop");
  const byId = new Map(profile.nodes.map(n=>[n.id,n]));
  const self = new Map<number, number>();
  profile.samples!.forEach((id,k)=> self.set(id,(self.get(id)??0)+profile.timeDeltas![k]!/N));
  const incl = new Map<string, number>(), selfF = new Map<string, number>();
  const name = (n: any) => `${n.callFrame.functionName||"(anon)"} ${n.callFrame.url.replace(/.*\/(node_modules|src)\//,"")}:${n.callFrame.lineNumber}`;
  const walk = (id: number, stack: Set<string>): number => { const n = byId.get(id)!; const k = name(n); const mine = !stack.has(k); if (mine) stack.add(k); let t = self.get(id) ?? 0; selfF.set(k,(selfF.get(k)??0)+t); for (const c of n.children ?? []) t += walk(c, stack); if (mine) { stack.delete(k); incl.set(k,(incl.get(k)??0)+t);} return t; };
  walk(profile.nodes[0]!.id, new Set());
  console.log("INCLUSIVE us/cert"); for (const [k,v] of [...incl].sort((a,b)=>b[1]-a[1]).slice(0,60)) console.log(v.toFixed(0).padStart(6), k);
  console.log("SELF us/cert"); for (const [k,v] of [...selfF].sort((a,b)=>b[1]-a[1]).slice(0,30)) console.log(v.toFixed(0).padStart(6), k);
  await s.close();
} finally { await pgs.stop(); }
